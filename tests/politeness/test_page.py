"""docs/politeness.md says what the tests prove."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_page_is_up_to_date_and_no_rule_is_left_out() -> None:
    """POL-01 to POL-38; `make politeness` writes it anew."""
    shown = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "politeness.py"), "--print"], capture_output=True, text=True, check=True
    )
    page = (ROOT / "docs" / "politeness.md").read_text(encoding="utf-8")
    assert shown.stdout == page
    assert [number for number in range(1, 39) if f"| POL-{number:02} | " not in page] == []

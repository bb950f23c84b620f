"""What every test of the screens needs: one time zone, no colour settings of the machine, notes that stay."""

import time

import pytest

from globeterm.ui import sheet


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock on the wall of the tests is UTC, the terminal has colours, and a note stays on a slow machine too."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    for name in ("NO_COLOR", "TEXTUAL_THEME", "BROWSER", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sheet, "NOTE_STAYS", 3600.0)

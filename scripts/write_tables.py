"""Write what is made from the code into the documents: the README's key table and the example configuration.

The README's table stands between the lines ``<!-- keys -->`` and ``<!-- /keys -->``.
"""

import re
from pathlib import Path

from globeterm.commands import COMMANDS, markdown_table
from globeterm.config import example_config

ROOT = Path(__file__).parent.parent


def main() -> None:
    readme = ROOT / "README.md"
    table = f"<!-- keys -->\n\n{markdown_table(COMMANDS)}\n<!-- /keys -->"
    text = re.sub(r"<!-- keys -->.*<!-- /keys -->", lambda _: table, readme.read_text("utf-8"), flags=re.DOTALL)
    readme.write_text(text, "utf-8")
    example = example_config([(command.id, command.keys, command.help) for command in COMMANDS])
    (ROOT / "docs" / "config.example.toml").write_text(example, "utf-8")


if __name__ == "__main__":
    main()

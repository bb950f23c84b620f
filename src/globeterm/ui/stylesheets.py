"""Where the stylesheets lie: in the installed package, or at the top of a source checkout."""

from pathlib import Path


def stylesheets() -> list[Path]:
    """Every stylesheet, in the order of their names. Raises FileNotFoundError when none is there."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "styles", package.parents[1] / "styles"):
        found = sorted(folder.glob("*.tcss"))
        if found:
            return found
    raise FileNotFoundError(f"no stylesheets in {package / 'styles'}")

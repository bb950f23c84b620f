"""Draw the sample edition's pictures: ``python scripts/draw_pictures.py [FOLDER]``. Needs Pillow; always the same."""

import sys
from pathlib import Path

from drawing import city, land, people, rooms, sea, things

FOLDER = Path(__file__).parents[1] / "src" / "globeterm" / "sample" / "pictures"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for scenes in (city, land, people, rooms, sea, things):
        for name, draw in vars(scenes).items():
            if not name.startswith("_") and getattr(draw, "__module__", "") == scenes.__name__:
                draw().finished().save(folder / f"{name.replace('_', '-')}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

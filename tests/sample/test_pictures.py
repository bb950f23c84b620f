"""The pictures are those that the script draws."""

import importlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "src" / "globeterm" / "sample" / "pictures"


@pytest.fixture
def scenes(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    modules = [
        importlib.import_module(f"drawing.{name}") for name in ("city", "land", "people", "rooms", "sea", "things")
    ]
    return {
        name.replace("_", "-"): draw
        for module in modules
        for name, draw in vars(module).items()
        if not name.startswith("_") and getattr(draw, "__module__", "") == module.__name__
    }


def test_every_scene_has_its_picture_and_no_picture_is_without_a_scene(scenes) -> None:
    assert set(scenes) == {file.stem for file in PICTURES.glob("*.png")}


@pytest.mark.parametrize("name", ["ferry", "chess"])
def test_the_committed_picture_is_what_is_drawn_today(scenes, name: str) -> None:
    drawn = scenes[name]().finished().convert("RGB")
    kept = Image.open(PICTURES / f"{name}.png").convert("RGB")
    difference = ImageChops.difference(drawn, kept).convert("L").histogram()
    assert sum(difference[24:]) < drawn.width * drawn.height / 200

"""A sheet to draw a poster on: flat shapes in the paper's few colours, smoothed when it is finished."""

import math
from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageDraw

WIDTH: Final = 1140
HEIGHT: Final = 570
COLOURS: Final = 40

INK: Final = "#182032"
NAVY: Final = "#24406b"
TEAL: Final = "#2d7d86"
SKY: Final = "#9dc7cf"
PAPER: Final = "#f4ead6"
SAND: Final = "#d8bf8f"
OCHRE: Final = "#e3a432"
RED: Final = "#c43f2d"
RUST: Final = "#8c3a2b"
GREEN: Final = "#55793f"
LEAF: Final = "#94ad5a"
GREY: Final = "#7d8796"
WHITE: Final = "#fffaf0"

Point = tuple[float, float]

_FINE: Final = 2


class Canvas:
    """A sheet of ``WIDTH`` by ``HEIGHT`` units; the origin is at the upper left."""

    def __init__(self, ground: str) -> None:
        self._image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle from its upper left corner."""
        self._draw.rectangle((x * _FINE, y * _FINE, (x + width) * _FINE - 1, (y + height) * _FINE - 1), fill=colour)

    def poly(self, points: Iterable[Point], colour: str) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * _FINE, y * _FINE) for x, y in points], fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, *, squash: float = 1.0) -> None:
        """A filled circle, or an ellipse whose height is ``squash`` times its width."""
        tall = radius * squash
        box = ((x - radius) * _FINE, (y - tall) * _FINE, (x + radius) * _FINE, (y + tall) * _FINE)
        self._draw.ellipse(box, fill=colour)

    def line(self, points: Iterable[Point], colour: str, width: float = 6) -> None:
        """A line through points, with round joints and ends."""
        scaled = [(x * _FINE, y * _FINE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * _FINE), joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            half = width * _FINE / 2
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def pie(self, x: float, y: float, radius: float, start: float, end: float, colour: str) -> None:
        """A sector between two angles, in degrees clockwise from three o'clock."""
        box = ((x - radius) * _FINE, (y - radius) * _FINE, (x + radius) * _FINE, (y + radius) * _FINE)
        self._draw.pieslice(box, start, end, fill=colour)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, colour: str, width: float = 8) -> None:
        """A part of a circle's line between two angles."""
        box = ((x - radius) * _FINE, (y - radius) * _FINE, (x + radius) * _FINE, (y + radius) * _FINE)
        self._draw.arc(box, start, end, fill=colour, width=round(width * _FINE))

    def waves(self, y: float, colour: str, *, rows: int = 3, gap: float = 40, length: float = 110) -> None:
        """Rows of short strokes on water, each row shifted against the one above."""
        for row in range(rows):
            start = -60 + (row % 2) * length
            for step in range(int(WIDTH / (length * 2)) + 2):
                x = start + step * length * 2
                self.line([(x, y + row * gap), (x + length, y + row * gap)], colour, 5)

    def person(self, x: float, foot: float, height: float, colour: str, *, head: str | None = None) -> None:
        """A standing figure: a head above a coat."""
        radius = height * 0.13
        self.poly(
            [
                (x - height * 0.13, foot - height * 0.74),
                (x + height * 0.13, foot - height * 0.74),
                (x + height * 0.2, foot),
                (x - height * 0.2, foot),
            ],
            colour,
        )
        self.disc(x, foot - height * 0.86, radius, head or colour)

    def ring(self, x: float, y: float, radius: float, count: int) -> list[Point]:
        """``count`` points on a circle, clockwise from twelve o'clock."""
        turns = (math.tau * step / count - math.tau / 4 for step in range(count))
        return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]

    def finished(self) -> Image.Image:
        """The picture in its final size, with a small palette so that its file is small."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        return small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)

"""A story is set in slices."""

from collections.abc import Iterator

import pytest

from globeterm.rendering.setblock import SetBlock
from globeterm.ui import reader_setting
from globeterm.ui.reader_setting import Setting


def blocks(count: int, made: list[int]) -> Iterator[SetBlock]:
    """Blocks that are noted as they are set."""
    for number in range(count):
        made.append(number)
        yield SetBlock(number, "paragraph", (), (), ())


def test_flt_30_a_slice_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock finds it a second on: a slice of three seconds has three blocks."""
    ticks = iter(range(1000))
    monkeypatch.setattr(reader_setting, "perf_counter", lambda: next(ticks))
    made: list[int] = []
    setting = Setting(blocks(5, made))
    setting.advance(3)
    assert (len(made), setting.done) == (3, False)
    setting.advance(0)
    assert (len(made), setting.done) == (4, False)
    setting.advance(60)
    assert (len(made), setting.done) == (5, True)

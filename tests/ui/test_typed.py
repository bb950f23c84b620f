"""Keys that were typed while the terminal was asked what it can show arrive afterwards, before all others (FLT-41)."""

from globeterm.config import Config
from globeterm.ui.app import GlobeApp
from globeterm.ui.terminal import Graphics, PictureTerminal

from .papers import NOW, press, running, sheet_of, some_paper, until


def app_with(typed: str) -> GlobeApp:
    paper = some_paper()
    terminal = PictureTerminal(Graphics.BLOCKS, typed=typed)
    return GlobeApp(paper, lambda: paper, config=Config(), now=lambda: NOW, terminal=terminal)  # type: ignore[arg-type, return-value]


async def test_flt_41_keys_typed_meanwhile_do_what_they_do_and_in_their_order():
    async with running(app_with("jj\x1b[Bk\r")) as pilot:
        assert (sheet_of(pilot).pane, sheet_of(pilot).headlines.opened) == ("story", 3)


async def test_flt_41_they_come_before_the_keys_that_come_later():
    async with running(app_with("j")) as pilot:
        await press(pilot, "enter")
        assert sheet_of(pilot).headlines.opened == 2


async def test_flt_41_an_escape_that_was_typed_last_is_a_key_too():
    app = app_with("\x1b[B\x1b\x1b")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app._exit)

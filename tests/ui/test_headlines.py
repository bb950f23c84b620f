"""The list of headlines alone: any length at once, rows as they are scrolled to, nothing that moves."""

import random
from array import array

from textual.app import App, ComposeResult

from globeterm.ui.headlines import AHEAD, ROW, HeadlineList
from globeterm.ui.stylesheets import stylesheets

from .papers import NOW, make_article

LENGTH = 100_000


class Lister(App[None]):
    """The list by itself; rows are given as they are asked for, at once."""

    def __init__(self, *, gives: bool = True) -> None:
        super().__init__(css_path=[str(path) for path in stylesheets()])
        self.headlines = HeadlineList(now=lambda: NOW, id="headlines")
        self.asked: list[int] = []
        self._gives = gives

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"muted": "grey", "rule": "grey", "row": "grey", "row-blurred": "grey", "chosen-style": "none"}

    def compose(self) -> ComposeResult:
        yield self.headlines

    def on_headline_list_rows_needed(self, event: HeadlineList.RowsNeeded) -> None:
        self.asked.append(len(event.ids))
        if self._gives:
            self.headlines.put(make_article(number) for number in event.ids)


async def test_a_hundred_thousand_rows_fill_at_once_and_only_a_window_of_them_is_brought():
    """FLT-31."""
    app = Lister()
    async with app.run_test(size=(60, 30)) as pilot:
        app.headlines.begin([make_article(number) for number in range(1, 41)])
        ids = array("q", range(1, LENGTH + 1))
        app.headlines.extend(ids)
        await pilot.pause()
        app.headlines.bottom()
        await pilot.pause()
        assert app.headlines.chosen == LENGTH
        assert app.headlines.article(LENGTH) is not None
        assert sum(app.asked) < 4 * AHEAD
        app.headlines.top()
        app.headlines.top()
        await pilot.pause()
        assert (app.headlines.chosen, app.headlines.scroll_offset.y) == (1, 0)


async def test_what_is_not_brought_yet_is_blank_and_keeps_its_place():
    app = Lister(gives=False)
    async with app.run_test(size=(60, 30)) as pilot:
        app.headlines.extend(array("q", range(1, 101)))
        await pilot.pause()
        assert app.headlines.virtual_size.height == 100 * ROW - 1
        assert app.asked
        assert app.headlines.render_line(0).text.strip() == ""
        app.headlines.put([make_article(1)])
        assert "Rare Harbour" in app.headlines.render_line(0).text


async def test_whatever_comes_or_goes_the_rows_on_screen_and_the_choice_stay():
    """A thousand refreshes at random: an id that survives stays chosen, the first row on screen stays the first."""
    chance = random.Random(3)
    app = Lister()
    async with app.run_test(size=(60, 30)) as pilot:
        ids = list(range(1, 201))
        app.headlines.extend(ids)
        for _ in range(60):
            app.headlines.choose(chance.choice(ids))
            await pilot.pause(0)
            chosen, top = app.headlines.chosen, app.headlines.scroll_offset.y
            first = ids[top // ROW]
            ids = [number for number in ids if number in (chosen, first) or chance.random() > 0.02]
            ids = [max(ids) + 1 + new for new in range(chance.randrange(4))] + ids
            app.headlines.extend(ids)
            await pilot.pause(0)
            assert app.headlines.chosen == chosen
            limit = app.headlines.max_scroll_y
            assert app.headlines.scroll_offset.y in (ids.index(first) * ROW + top % ROW, limit)


async def test_a_neighbour_beyond_the_ends_is_none():
    app = Lister()
    async with app.run_test():
        assert app.headlines.neighbour(None, 1) is None
        app.headlines.extend([5, 6, 7])
        assert app.headlines.neighbour(5, 1) == 6
        assert app.headlines.neighbour(5, -1) is None
        assert app.headlines.neighbour(7, 1) is None
        assert app.headlines.neighbour(99, 1) == 5
        assert app.headlines.neighbour(99, -1) is None


async def test_choosing_what_is_not_in_the_list_changes_nothing():
    app = Lister()
    async with app.run_test():
        app.headlines.extend([5, 6])
        app.headlines.choose(99)
        assert app.headlines.chosen == 5


async def test_only_rows_that_differ_are_set_again():
    app = Lister()
    async with app.run_test(size=(60, 30)) as pilot:
        app.headlines.begin([make_article(1), make_article(2)])
        await pilot.pause()
        strips = dict(app.headlines._strips)
        app.headlines.put([make_article(1), make_article(2, saved=True)])
        await pilot.pause()
        after = app.headlines._strips
        assert all(after[key] is strips[key] for key in strips if key[0] == 1)
        assert all(after[key] is not strips[key] for key in strips if key[0] == 2)


async def test_the_strips_kept_are_bounded():
    app = Lister()
    async with app.run_test(size=(60, 30)) as pilot:
        app.headlines.extend(list(range(1, 1001)))
        for _ in range(130):
            app.headlines.page_down()
            await pilot.pause(0)
        assert len(app.headlines._strips) <= 400

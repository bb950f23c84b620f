"""Pictures in the story's pane: brought as they are asked for, put in without moving a line, kept, left out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from globeterm.config import Config, ReaderConfig
from globeterm.content import Document, Figure, Paragraph, Picture, Span
from globeterm.errors import UnreachableError
from globeterm.model import Place, Session
from globeterm.pictures.showing import Pixels
from globeterm.rendering.graphics import PICTURE
from globeterm.rendering.halfblocks import UPPER_HALF
from globeterm.storage.pictures import StoredPicture
from globeterm.ui import illustrating as module
from globeterm.ui.app import GlobeApp
from globeterm.ui.paper import PaperScreen
from globeterm.ui.plates import Press
from globeterm.ui.reader import StoryPane
from globeterm.ui.terminal import Graphics, PictureTerminal

from .papers import NOW, FakeLibrary, make_article, some_paper, until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual.pilot import Pilot

    from globeterm.pictures.fitting import Box

BLOCKS = PictureTerminal(Graphics.BLOCKS)
ESC = "\x1b"


class FakePictures:
    """Pictures of 400 × 200 pixels. ``stored_urls`` are there; others come when ``released``, or never."""

    def __init__(self, stored: Sequence[str] = (), *, failing: Sequence[str] = ()) -> None:
        self.stored_urls = set(stored)
        self.failing = set(failing)
        self.released = asyncio.Event()
        self.brought: list[tuple[str, int | None]] = []
        self.made: list[tuple[str, Box]] = []

    async def stored(self, urls: Sequence[str]) -> frozenset[str]:
        return frozenset(self.stored_urls.intersection(urls))

    async def bring(self, picture: Picture, article_id: int | None = None) -> StoredPicture:
        self.brought.append((picture.url, article_id))
        if picture.url not in self.stored_urls:
            await self.released.wait()
        if picture.url in self.failing:
            raise UnreachableError("the site does not answer")
        return StoredPicture(picture.url, 400, 200, b"")

    async def half_blocks(self, picture: StoredPicture, box: Box) -> Pixels:
        self.made.append((picture.url, box))
        two_lines = b"\x10\x20\x30" * box.columns + b"\x40\x50\x60" * box.columns
        return Pixels(box.columns, 2 * box.rows, two_lines * box.rows)

    async def png(self, picture: StoredPicture, box: Box, cell: tuple[int, int]) -> bytes:
        self.made.append((picture.url, box))
        return b"png" * 2000

    async def png_rows(self, picture: StoredPicture, box: Box, cell: tuple[int, int]) -> tuple[bytes, ...]:
        return tuple(b"row%d" % row for row in range(box.rows))

    async def sixel_rows(self, picture: StoredPicture, box: Box, cell: tuple[int, int]) -> tuple[str, ...]:
        return tuple(f"{ESC}Pq{row}{ESC}\\" for row in range(box.rows))


def address(name: str) -> str:
    return f"https://paper.example/{name}.jpg"


def picture(name: str) -> Picture:
    return Picture(address(name), alt=f"alt of {name}", caption=f"Caption of {name}.", credit="AFP")


def story(*names: str, lead: str | None = None, paragraphs: int = 6) -> Document:
    """A story with a picture after each few paragraphs."""
    blocks: list[Any] = []
    for name in names or ("",):
        text = "The ministry on Monday vowed it would keep the cuts, whatever the minutes say of them. " * 3
        blocks += [Paragraph((Span(f"{name}{n} {text}"),)) for n in range(paragraphs)]
        if name:
            blocks.append(Figure(picture(name)))
    return Document(
        "https://paper.example/2025/06/story-1/", "A Story", tuple(blocks), picture=picture(lead) if lead else None
    )


def paper_of(document: Document, pictures: FakePictures, **options: Any) -> FakeLibrary:
    paper = some_paper(5, **options)
    paper.documents[1] = document
    paper.pictures = pictures  # type: ignore[attr-defined]
    return paper


def app_of(paper: FakeLibrary, terminal: PictureTerminal = BLOCKS, config: Config | None = None) -> GlobeApp:
    return GlobeApp(
        paper,  # type: ignore[arg-type]
        lambda: paper,  # type: ignore[arg-type, return-value]
        config=config or Config(),
        now=lambda: NOW,
        terminal=terminal,
    )


def pane(app: GlobeApp) -> StoryPane:
    return app.screen.query_one(StoryPane)


def painted(app: GlobeApp) -> list[str]:
    story = pane(app)
    return [story.render_line(y).text.rstrip() for y in range(story.size.height)]


def has_picture(app: GlobeApp) -> bool:
    return any(UPPER_HALF in line for line in painted(app))


async def opened(pilot: Pilot[None], app: GlobeApp) -> StoryPane:
    await until(pilot, lambda: isinstance(app.screen, PaperScreen) and app.screen.query(StoryPane))
    await pilot.press("enter")
    await until(pilot, lambda: len(pane(app).virtual_size) and pane(app).is_set)
    return pane(app)


async def test_a_stored_picture_is_there_when_the_story_is_first_seen() -> None:
    pictures = FakePictures([address("lead")])
    app = app_of(paper_of(story(lead="lead"), pictures))
    seen: list[bool] = []
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PaperScreen) and app.screen.query(StoryPane))
        take = StoryPane.presented

        def presented(self: StoryPane) -> None:
            if self._document is not None:
                seen.append(any(UPPER_HALF in line.plain for line in self._galley.lines))
            take(self)

        StoryPane.presented = presented  # type: ignore[method-assign]
        try:
            await opened(pilot, app)
        finally:
            StoryPane.presented = take  # type: ignore[method-assign]
        assert seen == [True]
        lines = painted(app)
        last = max(row for row, line in enumerate(lines) if UPPER_HALF in line)
        assert lines[last + 1].strip().startswith("Caption of lead. Photo: AFP")
        assert pictures.brought == [(address("lead"), 1)]


async def test_a_picture_that_comes_late_moves_no_line_that_is_read() -> None:
    """Caption and credit stand at once; the line at the top stays there when the rows above it come."""
    pictures = FakePictures()
    app = app_of(paper_of(story("a", "b", "c"), pictures))
    async with app.run_test(size=(120, 30)) as pilot:
        shown = await opened(pilot, app)
        assert not has_picture(app)
        assert any("Picture: alt of a" in line.plain for line in shown._galley.lines)
        shown.go_to(70)
        top, height = painted(app)[0], shown.virtual_size.height
        pictures.released.set()
        await until(pilot, lambda: shown.virtual_size.height > height + 20)
        await until(pilot, lambda: shown.is_set and len(pictures.made) == 3)
        await pilot.pause()
        assert painted(app)[0] == top
        assert shown.scroll_offset.y > 75


async def test_in_the_middle_of_a_picture_the_next_one_moves_nothing() -> None:
    pictures = FakePictures([address("lead")])
    app = app_of(paper_of(story("a", lead="lead"), pictures))
    async with app.run_test(size=(120, 40)) as pilot:
        shown = await opened(pilot, app)
        await until(pilot, lambda: has_picture(app))
        first = next(row for row, line in enumerate(painted(app)) if UPPER_HALF in line)
        shown.go_to(first + 5)
        before, height = painted(app)[:8], shown.virtual_size.height
        pictures.released.set()
        await until(pilot, lambda: shown.virtual_size.height > height)
        assert painted(app)[:8] == before
        assert shown.scroll_offset.y == first + 5


async def test_the_caption_at_the_top_stays_when_its_picture_comes() -> None:
    pictures = FakePictures()
    app = app_of(paper_of(story("a", "b"), pictures))
    async with app.run_test(size=(120, 30)) as pilot:
        shown = await opened(pilot, app)
        caption = next(row for row, line in enumerate(shown._galley.lines) if "Caption of a" in line.plain)
        shown.go_to(caption)
        top, height = painted(app)[0], shown.virtual_size.height
        assert "Caption of a" in top
        pictures.released.set()
        await until(pilot, lambda: len(pictures.made) == 2 and shown.virtual_size.height > height + 10)
        await pilot.pause()
        assert painted(app)[0] == top


async def test_a_picture_that_cannot_be_had_leaves_its_caption_and_one_line() -> None:
    pictures = FakePictures(failing=[address("a"), address("b")])
    pictures.released.set()
    app = app_of(paper_of(story("a", "b"), pictures))
    async with app.run_test(size=(120, 60)) as pilot:
        shown = await opened(pilot, app)
        screen = app.screen
        assert isinstance(screen, PaperScreen)
        await until(pilot, lambda: "the picture can’t be had: the site does not answer" in screen.note)
        await pilot.pause()
        text = "\n".join(line.plain for line in shown._galley.lines)
        assert "Picture: alt of a" in text
        assert "Caption of a. Photo: AFP" in text
        asked = len(pictures.brought)
        shown.set_look(replace(shown.look, measure=60))
        await pilot.pause()
        assert len(pictures.brought) == asked == 2


async def test_i_leaves_pictures_out_and_that_is_kept() -> None:
    pictures = FakePictures([address("lead")])
    paper = paper_of(story(lead="lead"), pictures)
    app = app_of(paper)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: has_picture(app))
        await pilot.press("i")
        await until(pilot, lambda: not has_picture(app))
        assert any("Caption of lead" in line for line in painted(app))
        await until(pilot, lambda: not paper.kept_session.pictures)
    again = app_of(paper)
    pictures.brought.clear()
    async with again.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(again.screen, PaperScreen) and again.screen.query(StoryPane))
        await until(pilot, lambda: any("Caption of lead" in line for line in painted(again)))
        assert not has_picture(again)
        assert pictures.brought == []
        await pilot.press("i")
        await until(pilot, lambda: has_picture(again))
        await until(pilot, lambda: paper.kept_session.pictures)


async def test_pictures_off_in_the_configuration_bring_nothing_and_overrule_no_session() -> None:
    pictures = FakePictures([address("lead")])
    paper = paper_of(story(lead="lead"), pictures, session=Session())
    app = app_of(paper, config=Config(reader=ReaderConfig(pictures=False)))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        assert not has_picture(app)
        assert pictures.brought == []
        await pilot.press("i")
        await until(pilot, lambda: has_picture(app))
        await pilot.press("i")
        await until(pilot, lambda: not has_picture(app))
        assert paper.kept_session.pictures


@pytest.mark.parametrize("columns", [120, 100, 60])
async def test_a_resize_makes_the_picture_for_the_new_width(columns: int) -> None:
    pictures = FakePictures([address("lead")])
    app = app_of(paper_of(story(lead="lead"), pictures))
    async with app.run_test(size=(160, 40)) as pilot:
        shown = await opened(pilot, app)
        await until(pilot, lambda: has_picture(app))
        await pilot.resize_terminal(columns, 30)
        await until(pilot, lambda: shown._width < 90 and shown.is_set and has_picture(app))
        assert all(line.cell_len <= shown.size.width for line in shown._galley.lines)
        assert pictures.made[-1][1].columns <= shown.size.width
        assert pictures.made[-1][1].rows <= max(4, shown.size.height - 6)


async def test_a_resize_in_height_alone_makes_the_pictures_as_high_as_they_may_be() -> None:
    pictures = FakePictures([address("lead"), address("a")])
    app = app_of(paper_of(story("a", lead="lead"), pictures))
    async with app.run_test(size=(120, 40)) as pilot:
        shown = await opened(pilot, app)
        await until(pilot, lambda: has_picture(app))
        whole, around = max(_heights(shown)), 40 - shown.size.height
        for height in (20, 40, 14):
            await pilot.resize_terminal(120, height)
            await until(pilot, lambda height=height: shown.size.height == height - around)
            rows = min(whole, max(4, height - around - 6))
            await until(pilot, lambda rows=rows: shown.is_set and _heights(shown) == {rows})
        made = len(pictures.made)
        await pilot.resize_terminal(120, 15)
        await pilot.resize_terminal(120, 14)
        await until(pilot, lambda: shown.is_set and _heights(shown) == {4})
        assert len(pictures.made) <= made + 2


def _heights(shown: StoryPane) -> set[int]:
    """How many rows each picture has."""
    lines = [UPPER_HALF in line.plain for line in shown._galley.lines]
    return {len(part) for part in "".join("x" if one else " " for one in lines).split()}


async def test_pictures_out_and_in_again_come_back_to_the_same_line_even_inside_of_one() -> None:
    pictures = FakePictures([address("lead"), address("a")])
    app = app_of(paper_of(story("a", lead="lead"), pictures))
    async with app.run_test(size=(120, 30)) as pilot:
        shown = await opened(pilot, app)
        await until(pilot, lambda: has_picture(app) and not app.workers._workers)
        for line in range(shown.max_scroll_y + 1):
            shown.go_to(line)
            await pilot.press("i")
            await until(pilot, lambda: shown.is_set and not has_picture(app))
            await pilot.press("i")
            await until(pilot, lambda: shown.is_set and any(UPPER_HALF in one.plain for one in shown._galley.lines))
            assert shown.scroll_offset.y == line


async def test_a_richer_document_of_the_open_story_keeps_the_line_at_the_top() -> None:
    pictures = FakePictures([address("lead")])
    app = app_of(paper_of(story("a", "b"), pictures))
    heard: list[object] = []
    async with app.run_test(size=(120, 30), message_hook=heard.append) as pilot:
        shown = await opened(pilot, app)
        shown.go_to(30)
        top = painted(app)[0]
        await until(pilot, lambda: any(isinstance(message, StoryPane.Displayed) for message in heard))
        heard.clear()
        article = make_article(1)
        shown.show(article, replace(story("a", "b", lead="lead"), standfirst="What it is about."), article.place)
        await until(pilot, lambda: shown.is_set and any("What it is about." in x.plain for x in shown._galley.lines))
        assert painted(app)[0] == top
        await until(pilot, lambda: "displayed" in shown._pending)
        assert not any(isinstance(message, StoryPane.Displayed) for message in heard)
        shown.show(article, story("a"), Place(2, 0))
        assert shown.place == Place(2, 0)


async def test_a_story_shows_no_more_pictures_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    monkeypatch.setattr(module, "KEPT", 1)
    pictures = FakePictures([address(name) for name in "abc"])
    app = app_of(paper_of(story("a", "b", "c"), pictures))
    async with app.run_test(size=(120, 30)) as pilot:
        shown = await opened(pilot, app)
        await until(pilot, lambda: sum(UPPER_HALF in line.plain for line in shown._galley.lines) > 20)
        assert {url for url, _ in pictures.made} == {address("a"), address("b")}
        assert len(pictures.made) == 2


# --- by graphics protocols ---


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    written: list[str] = []
    monkeypatch.setattr(GlobeApp, "send", lambda self, sequence: written.append(sequence))
    return written


@pytest.mark.parametrize("tmux", [False, True])
async def test_kitty_gets_a_picture_once_and_its_placeholders_keep_their_colour(sent: list[str], tmux: bool) -> None:
    pictures = FakePictures([address("lead")])
    app = app_of(paper_of(story(lead="lead"), pictures), PictureTerminal(Graphics.KITTY, tmux=tmux))
    async with app.run_test(size=(120, 40)) as pilot:
        shown = await opened(pilot, app)
        await until(pilot, lambda: any("\U0010eeee" in line for line in painted(app)))
        assert len(sent) == 1
        begin = f"{ESC}Ptmux;{ESC}{ESC}_G" if tmux else f"{ESC}_G"
        assert sent[0].startswith(f"{begin}a=T,f=100")
        row = next(y for y, line in enumerate(painted(app)) if "\U0010eeee" in line)
        on_screen = app.screen._compositor.render_strips()[shown.region.y + row]
        segment = next(one for one in on_screen if "\U0010eeee" in one.text)
        assert segment.style is not None
        assert segment.style.color is not None
        assert segment.style.color.number is not None
        assert f"i={segment.style.color.number + (ord_of_high(segment.text) << 24)}," in sent[0]
        shown.action_down()
        shown.action_up()
        await pilot.pause()
        assert len(sent) == 1
    assert "a=d,d=I" in sent[-1]


def ord_of_high(text: str) -> int:
    """The number that the third mark of a placeholder stands for."""
    from globeterm.rendering.graphics import MARKS

    return MARKS.index(text[3])


@pytest.mark.parametrize(
    ("graphics", "begins"), [(Graphics.SIXEL, f"{ESC}Pq0"), (Graphics.ITERM, f"{ESC}]1337;File=inline=1")]
)
async def test_what_is_painted_at_the_cursor_is_painted_when_the_lines_rest(
    sent: list[str], graphics: Graphics, begins: str
) -> None:
    pictures = FakePictures([address("lead")])
    app = app_of(paper_of(story(lead="lead"), pictures), PictureTerminal(graphics))
    async with app.run_test(size=(120, 40)) as pilot:
        shown = await opened(pilot, app)
        await until(pilot, lambda: sent)
        columns, top = pictures_box(shown), shown.region.y + first_row(shown)
        assert sent[0].startswith(f"{ESC}[{top + 1};{shown.region.x + 2 + columns + 1}H{ESC}7{ESC}[{columns}D")
        assert begins in sent[0]
        sent.clear()
        shown.action_down()
        await until(pilot, lambda: sent)
        assert sent[0].startswith(f"{ESC}[{top};")
        shown.go_to(first_row(shown) + shown.scroll_offset.y + 3)
        sent.clear()
        await until(pilot, lambda: sent)
        assert f"{ESC}Pq0" not in sent[0]
        await pilot.press("question_mark")
        await until(pilot, lambda: len(app.screen_stack) > 1)
        sent.clear()
        shown._paint_over()
        assert sent == []


async def test_an_old_kitty_gets_a_picture_once_and_its_rows_are_placed_anew_when_lines_move(sent: list[str]) -> None:
    pictures = FakePictures([address("lead")])
    app = app_of(paper_of(story(lead="lead"), pictures), PictureTerminal(Graphics.PLACED))
    async with app.run_test(size=(120, 40)) as pilot:
        shown = await opened(pilot, app)
        await until(pilot, lambda: len(sent) > 1)
        assert sent[0].startswith(f"{ESC}_Ga=t,f=100")
        rows = sent[1].count("a=p,")
        assert rows > 4
        assert not any("\U0010eeee" in line for line in painted(app))
        shown.go_to(first_row(shown) + 3)
        await until(pilot, lambda: len(sent) > 3)
        lift, placed = sent[2:]
        assert lift == f"{ESC}_Ga=d,d=a,q=2{ESC}\\"
        assert placed.count("a=p,") == rows - 3
        await pilot.press("question_mark")
        await until(pilot, lambda: len(sent) > 4)
        assert sent[-1] == lift
        await pilot.press("escape")
        await until(pilot, lambda: sent[-1].count("a=p,") == rows - 3)
        shown.display = False
        await until(pilot, lambda: sent[-1] == lift)
    assert "a=d,d=I" in sent[-1]
    assert sum("a=t," in sequence for sequence in sent) == 1


def first_row(shown: StoryPane) -> int:
    """The line of the pane in which the picture begins."""
    return next(y for y in range(shown.size.height) if any(is_blank(one) for one in shown.render_line(y)))


def pictures_box(shown: StoryPane) -> int:
    """How many columns the picture has."""
    return next(one.cell_length for one in shown.render_line(first_row(shown)) if is_blank(one))


def is_blank(segment: Segment) -> bool:
    return segment.style is not None and PICTURE in segment.style.meta


async def test_in_a_narrow_column_half_blocks_stand_in_for_what_is_painted_at_the_cursor() -> None:
    press = Press(PictureTerminal(Graphics.SIXEL), send=lambda _: None)
    stored = StoredPicture(address("lead"), 400, 200, b"")
    plate = await press.plate(FakePictures(), stored, press.box((400, 200), 19, 30), 19)  # type: ignore[arg-type]
    assert plate.sequences == ()
    assert UPPER_HALF in plate.rows[0][-1][0]


async def test_a_terminal_without_pictures_brings_none() -> None:
    pictures = FakePictures([address("lead")])
    app = app_of(paper_of(story(lead="lead"), pictures), PictureTerminal(Graphics.NONE))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.pause()
        assert pictures.brought == []
        assert any("Picture: alt of lead" in line for line in painted(app))


async def test_pictures_of_a_story_that_was_left_are_not_brought_any_more() -> None:
    pictures = FakePictures(failing=[address(name) for name in "abcde"])
    paper = paper_of(story("a", "b", "c", "d", "e"), pictures)
    app = app_of(paper)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: len(pictures.brought) == module.AT_ONCE)
        await pilot.press("J")
        await until(pilot, lambda: pane(app).article_id == 2)
        pictures.released.set()
        await pilot.pause()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PaperScreen)
        assert "can’t be had" not in screen.note
        assert len(pictures.brought) == module.AT_ONCE

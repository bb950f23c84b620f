"""What fails where nobody expected it: said in the status line, and the paper goes on (FLT-39, FLT-44 to FLT-46)."""

from typing import Any

import pytest

from globeterm.config import Config
from globeterm.errors import StorageError
from globeterm.ui.app import GlobeApp

from .papers import NOW, make_app, press, running, settle, sheet_of, some_paper, text_of


async def test_flt_46_a_worker_that_breaks_is_told_without_what_it_held(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = some_paper()
    async with running(make_app(paper)) as pilot:

        async def broken(*_: object, **__: object) -> None:
            raise RuntimeError("hunter2 at https://me:hunter2@a.example/")

        monkeypatch.setattr(paper, "document", broken)
        await press(pilot, "enter")
        assert "something went wrong inside globeterm (RuntimeError)" in sheet_of(pilot).note
        assert "hunter2" not in text_of(pilot)
        await press(pilot, "q", "j")
        assert sheet_of(pilot).headlines.has_focus


async def test_flt_46_what_the_library_itself_raises_takes_nothing_along(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = some_paper()
    async with running(make_app(paper)) as pilot:

        async def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(paper, "mark", broken)
        await press(pilot, "m")
        assert "ZeroDivisionError" in sheet_of(pilot).note


@pytest.mark.parametrize(("key", "what"), [("question_mark", "help"), ("r", "refresh")])
async def test_flt_44_45_a_part_that_cannot_be_loaded_is_named(
    monkeypatch: pytest.MonkeyPatch, key: str, what: str
) -> None:
    def missing(*_: object, **__: object) -> Any:
        raise ImportError(name="pebble.pool")

    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        if what == "help":
            crew: Any = sheet_of(pilot).crew
            monkeypatch.setitem(crew.doing.table, "help", missing)
        else:
            monkeypatch.setattr(paper, "refresh", missing)
        await press(pilot, key)
        assert sheet_of(pilot).note.startswith("pebble can't be loaded: it is not installed, or was changed while")


async def test_flt_07_what_is_to_be_known_of_the_library_stays_for_its_time() -> None:
    paper = some_paper()
    notice = "The library was damaged: 3 stories were saved."
    app = GlobeApp(paper, lambda: paper, config=Config(), now=lambda: NOW, notice=notice)  # type: ignore[arg-type, return-value]
    async with running(app) as pilot:
        sheet = sheet_of(pilot)
        assert sheet.note == notice
        sheet.tell("3 new")
        assert sheet.note == notice
        sheet.tell("The disk is full.", insists=True)
        assert sheet.note == "The disk is full."
        sheet._fade()
        sheet.tell("3 new")
        assert sheet.note == "3 new"


async def test_flt_04_marks_that_cannot_be_kept_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = some_paper()
    async with running(make_app(paper)) as pilot:

        async def full(*_: object, **__: object) -> None:
            raise StorageError("The disk is full: reading still works.")

        monkeypatch.setattr(paper, "save", full)
        await press(pilot, "s")
        await settle(pilot)
        assert sheet_of(pilot).note == "The disk is full: reading still works."

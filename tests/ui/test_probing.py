"""Being back online is noticed by itself, and costs a site that is away next to nothing."""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from textual.message import Message

from globeterm.library.urgency import Urgency
from globeterm.model import Feed, RefreshResult
from globeterm.ui.probing import Answered, Probing

from .papers import EDITION, NOW, FakeLibrary, make_app, press, running, settle, sheet_of, some_paper, text_of
from .test_refresh import all_failed, answers


class Bench:
    """A desk at which work is only noted."""

    def __init__(self, library: FakeLibrary) -> None:
        from globeterm.ui.condition import Condition

        self.library = library
        self.condition = Condition(failing_since=NOW)
        self.time = NOW
        self.started: list[datetime] = []
        self.posted: list[Message] = []

    def now(self) -> datetime:
        return self.time

    def post(self, message: Message) -> None:
        self.posted.append(message)

    def work(self, group: str, function: object) -> None:
        self.started.append(self.time)

    def minutes(self, count: int, probing: Probing) -> None:
        for _ in range(count):
            self.time += timedelta(minutes=1)
            probing.tick()


@pytest.fixture
def bench() -> Bench:
    return Bench(some_paper())


def waits(bench: Bench) -> list[int]:
    moments = [NOW, *bench.started]
    return [round((later - earlier) / timedelta(minutes=1)) for earlier, later in itertools.pairwise(moments)]


def test_pol_18_each_rest_is_longer_up_to_a_quarter_of_an_hour(bench: Bench):
    """FLT-24: a site that is away is tried again by itself."""
    bench.minutes(75, Probing(bench))  # type: ignore[arg-type]
    assert waits(bench) == [2, 2, 4, 8, 15, 15, 15]


def test_flt_38_a_clock_that_is_set_back_silences_nothing(bench: Bench):
    probing = Probing(bench)  # type: ignore[arg-type]
    bench.time = NOW + timedelta(days=365)
    probing.tick()
    bench.time = NOW
    probing.tick()
    assert bench.started == [NOW]


def test_nothing_is_asked_while_the_site_answers_or_a_refresh_is_under_way_or_offline_as_wished(bench: Bench):
    probing = Probing(bench)  # type: ignore[arg-type]
    bench.condition = replace(bench.condition, failing_since=None)
    bench.minutes(60, probing)
    bench.condition = replace(bench.condition, failing_since=NOW, checking="World")
    bench.minutes(60, probing)
    bench.condition = replace(bench.condition, checking=None)
    bench.library.offline = True
    bench.minutes(60, probing)
    assert bench.started == []


def test_after_an_answer_the_next_failure_begins_anew(bench: Bench):
    probing = Probing(bench)  # type: ignore[arg-type]
    bench.minutes(20, probing)
    bench.condition = replace(bench.condition, failing_since=None)
    bench.minutes(1, probing)
    bench.condition = replace(bench.condition, failing_since=NOW)
    started = len(bench.started)
    bench.minutes(2, probing)
    assert len(bench.started) == started + 1


async def test_one_feed_is_asked_each_time_another(bench: Bench):
    probing = Probing(bench)  # type: ignore[arg-type]
    for _ in range(3):
        bench.minutes(15, probing)
        await probing._probe()
    assert all(len(keys or ()) == 1 for keys in bench.library.refreshed)
    assert len(set(bench.library.refreshed)) > 1
    assert bench.posted == []


@pytest.mark.parametrize(
    ("status", "error", "answers"),
    [
        ("unchanged", None, 1),
        ("new", None, 1),
        ("cached", None, 0),
        ("failed", "no answer", 0),
        ("unchanged", "gone", 0),
    ],
)
async def test_only_an_answer_of_the_site_counts(bench: Bench, status: str, error: str | None, answers: int):
    bench.library.results = [RefreshResult("World", "https://paper.example", status, error=error)]  # type: ignore[arg-type]
    await Probing(bench)._probe()  # type: ignore[arg-type]
    assert len(bench.posted) == answers


async def test_the_status_line_is_online_again_by_itself():
    paper = some_paper()
    all_failed(paper)
    async with running(make_app(paper)) as pilot:
        assert "offline since" in text_of(pilot)
        answers(paper)
        sheet = sheet_of(pilot)
        urgencies: list[object] = []
        refresh = paper.refresh

        def noted(keys: object = None, *, urgency: object = None) -> object:
            urgencies.append(urgency)
            return refresh(keys, urgency=urgency)  # type: ignore[arg-type]

        paper.refresh = noted  # type: ignore[method-assign, assignment]
        sheet.crew.probing._next = NOW - timedelta(minutes=1)
        sheet._minute()
        await settle(pilot)
        assert urgencies == [Urgency.AGAIN, Urgency.AGAIN]
        assert "online · checked" in text_of(pilot)


async def test_the_paper_is_read_again_when_its_site_answers_while_the_sample_stands_in():
    paper = FakeLibrary()
    all_failed(paper)
    sample = some_paper(edition=replace(EDITION, name="Sample", home="https://sample.example"))
    async with running(make_app(paper, sample)) as pilot:
        sheet = sheet_of(pilot)
        assert sheet._desk.library is sample
        answers(paper)
        sheet.crew.probing._next = NOW - timedelta(minutes=1)
        sheet._minute()
        await settle(pilot)
        assert sheet._desk.library is paper
        assert "The Globe Post answers again" in text_of(pilot)


async def test_a_section_that_alone_fails_is_named_beside_online():
    paper = some_paper()
    answers(paper)
    world = next(feed for feed in paper.checks if feed.section == "world")
    failing = replace(world, failing_since=NOW, error="got a web page, not a feed")
    paper.checks = tuple(failing if feed is world else feed for feed in paper.checks)
    async with running(make_app(paper), size=(160, 36)) as pilot:
        assert "online · World failed: got a web page, not a feed" in text_of(pilot)
        await press(pilot, "r")
        assert isinstance(paper.checks[0], Feed)
    assert Answered(paper).library is paper  # type: ignore[arg-type]

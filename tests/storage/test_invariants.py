"""Whatever is stored and marked in whatever order: lists, counts and marks tell the same story."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from globeterm.entry import Story
from globeterm.model import FRONT, SAVED, Counts

from .shelf import HOME, NOON, Shelf, minutes, story

KEYS = ("world", "europe", "sport")

stories = st.builds(
    lambda name, address, headline, age, text: replace(
        story(f"guid-{name}", url=address, title=headline, words=headline, text=text),
        published=None if age is None else NOON - minutes(age),
    ),
    st.sampled_from("abcdef"),
    st.sampled_from([None, f"{HOME}/a/", f"{HOME}/b/", f"{HOME}/c/"]),
    st.sampled_from(["One", "Two"]),
    st.sampled_from([None, 0, 5]),
    st.sampled_from([None, "{}", '{"longer": 1}']),
)


class Reading(RuleBasedStateMachine):
    """A library in which feeds are stored and stories marked, and what the reader knows that he marked."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shelf = Shelf(Path(self.folder.name) / "library.sqlite")
        self.read: set[int] = set()
        self.saved: set[int] = set()
        self.order: list[int] = []

    def teardown(self) -> None:
        self.shelf.database.close()
        self.folder.cleanup()

    def ids(self, key: str = FRONT) -> list[int]:
        return list(self.shelf.articles.outline(HOME, key))

    @rule(key=st.sampled_from(KEYS), batch=st.lists(stories, max_size=5))
    def store(self, key: str, batch: list[Story]) -> None:
        before = self.ids()
        saved = self.shelf.save(batch, key)
        after = self.ids()
        assert [number for number in after if number in before] == before  # nothing moves, nothing goes
        assert len(after) == len(before) + saved.new
        known = self.shelf.articles.known(self.shelf.feed(key, key.title()).id)
        assert {story.entry_id for story in batch} <= set(known)
        assert self.shelf.save(batch, key).new == 0

    @rule(places=st.lists(st.integers(0, 20), max_size=4), value=st.booleans())
    def mark(self, places: list[int], value: bool) -> None:
        some = [number for place, number in enumerate(self.ids()) if place in places]
        changed = self.shelf.statuses.mark(some, value, NOON)
        assert set(changed) == {number for number in some if (number in self.read) is not value}
        self.read = self.read | set(some) if value else self.read - set(some)

    @rule(places=st.lists(st.integers(0, 20), max_size=4), value=st.booleans())
    def save(self, places: list[int], value: bool) -> None:
        some = [number for place, number in enumerate(self.ids()) if place in places]
        self.shelf.statuses.save(some, value, NOON)
        self.saved = self.saved | set(some) if value else self.saved - set(some)

    @rule(key=st.sampled_from([*KEYS, FRONT, SAVED]))
    def mark_list(self, key: str) -> None:
        listed = self.ids(key)
        changed = self.shelf.statuses.mark_list(HOME, key, NOON)
        assert changed == [number for number in listed if number not in self.read]
        self.read |= set(listed)

    @rule()
    def reopen(self) -> None:
        self.shelf.database.close()
        self.shelf = Shelf(self.shelf.path)
        assert self.shelf.database.notice is None

    @invariant()
    def lists_agree(self) -> None:
        front = self.ids()
        articles = {article.id: article for article in self.shelf.articles.articles(front)}
        assert set(articles) == set(front)
        assert len(front) == len(articles)
        assert self.ids(SAVED) == [number for number in front if number in self.saved]
        counts = self.shelf.articles.counts(HOME)
        for key in (FRONT, SAVED, *(key for key in KEYS if key in counts)):
            listed = self.ids(key)
            unread = [number for number in listed if number not in self.read]
            assert listed == [number for number in front if number in listed]
            assert list(self.shelf.articles.outline(HOME, key, unread=True)) == unread
            assert counts[key] == Counts(len(listed), len(unread))
        for number, article in articles.items():
            assert (article.read, article.saved) == (number in self.read, number in self.saved)
            assert article.sections == tuple(
                feed.section.title() for feed in self.shelf.feeds.feeds(HOME) if number in self.ids(feed.section)
            )
            assert (article.offline == "full") is (self.shelf.documents.get(number) is not None)


Reading.TestCase.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
TestReading = Reading.TestCase

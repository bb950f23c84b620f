from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from globeterm.entry import Enclosure, Entry, Known
from globeterm.feeds.changes import changes, entry_digest
from globeterm.feeds.identity import identified

WHEN = datetime(2025, 6, 1, tzinfo=UTC)


def story(n, **changed):
    entry = Entry(
        id=f"?p={n}", link=f"https://x.org/{n}/", title=f"Story {n}", content=f"<p>Text {n}</p>", published=WHEN
    )
    return replace(entry, **changed)


def known(*entries):
    return {
        entry.id: Known(n, entry.id, entry.title, entry.link, entry.published, entry_digest(entry))
        for n, entry in enumerate(entries)
    }


TEN = tuple(story(n) for n in range(10))


def test_the_first_poll_is_all_new():
    found = changes(TEN, {})
    assert (found.new, found.updated, found.unchanged) == (TEN, (), ())


def test_new_stories_are_new_and_the_others_unchanged():
    found = changes((story(11), story(10), *TEN[:8]), known(*TEN))
    assert (found.new, found.updated, found.unchanged) == ((story(11), story(10)), (), TEN[:8])


def test_a_date_that_moves_on_each_poll_changes_nothing():
    """FLT-34"""
    moved = [replace(entry, published=WHEN + timedelta(hours=n), updated=WHEN) for n, entry in enumerate(TEN)]
    assert changes(moved, known(*TEN)).unchanged == tuple(moved)


def test_another_order_and_an_old_copy_change_nothing():
    """FLT-35"""
    backwards = tuple(reversed(TEN))
    assert changes(backwards, known(*TEN)).unchanged == backwards
    assert changes(TEN[4:], known(*TEN)).unchanged == TEN[4:]


def test_twelve_edits_are_twelve_updates_of_one_story():
    """FLT-36"""
    before = known(*TEN)
    for edit in range(12):
        edited = replace(TEN[3], content=f"<p>Edit {edit}</p>", title=f"Edited {edit}")
        found = changes((*TEN[:3], edited, *TEN[4:]), before)
        assert (found.new, found.updated) == ((), (edited,))
        before |= known(edited)


def test_a_feed_that_shrinks_to_one_entry_with_a_constant_guid_updates():
    """FLT-37"""

    def poll(n):
        return identified([story(n, id="constant", link=None)])

    first = changes(poll(1), known(*TEN)).new
    assert [entry.id for entry in first] == ["constant"]
    assert changes(poll(2), known(*TEN, *first)).updated == poll(2)


def test_guids_that_are_new_on_each_poll_are_not_believed():
    """FLT-32: the stories are recognised by link and title, and keep the id they are known by."""
    polled = [replace(entry, id=f"poll2-{n}") for n, entry in enumerate(TEN)]
    polled[2] = replace(polled[2], content="<p>edited</p>")
    fresh = story(99, id="poll2-99")
    found = changes([fresh, *polled], known(*TEN))
    assert found.new == (fresh,)
    assert [entry.id for entry in found.updated] == ["?p=2"]
    assert [entry.id for entry in found.unchanged] == [entry.id for n, entry in enumerate(TEN) if n != 2]


def test_two_stories_are_never_recognised_as_one():
    """FLT-32"""
    twins = [replace(TEN[0], id="a"), replace(TEN[0], id="b")]
    found = changes(twins, known(*TEN))
    assert [entry.id for entry in (*found.unchanged, *found.new)] == ["?p=0", "b"]


def test_a_story_that_is_there_under_its_own_id_is_no_other():
    """FLT-32"""
    polled = [*(story(n, id=f"new{n}") for n in range(20, 29)), TEN[0], replace(TEN[0], id="copy")]
    found = changes(polled, known(*TEN))
    assert found.unchanged == (TEN[0],)
    assert len(found.new) == 10


def test_most_ids_known_means_a_strange_one_is_new():
    """FLT-32"""
    again = replace(TEN[0], id="other")
    assert changes((again, *TEN[1:]), known(*TEN)).new == (again,)


def test_stories_without_links_are_recognised_by_title():
    bare = story(1, link=None)
    assert changes([replace(bare, id="x")], known(bare)).unchanged == (bare,)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "other"},
        {"published": None},
        {"updated": WHEN},
        {"enclosures": (Enclosure("https://x.org/a.mp3"),)},
        {"link": "http://x.org/1?utm_source=feed#top"},
        {"tags": ("b", "a")},
        {"content": '<p>Text\n <img src="https://x.org/a.jpg?nonce=2"></p><script>now()</script><!-- 0.2 s -->'},
    ],
)
def test_what_changes_without_an_edit_is_not_in_the_digest(changed):
    """FLT-34"""
    entry = story(1, tags=("a", "b"), content='<p>Text <img src="https://x.org/a.jpg?nonce=1"></p><!-- 0.1 s -->')
    assert entry_digest(replace(entry, **changed)) == entry_digest(entry)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Other"},
        {"authors": ("Ana",)},
        {"summary": "Other"},
        {"content": "<p>Text? 1</p>"},
        {"content": "<p>Text! 1</p>"},
        {"tags": ("a",)},
        {"link": "https://x.org/other/"},
        {"link": None},
    ],
)
def test_what_an_editor_changes_is_in_the_digest(changed):
    """FLT-36"""
    assert entry_digest(story(1, **changed)) != entry_digest(story(1))
    assert len(entry_digest(story(1))) == 32

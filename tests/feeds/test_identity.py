from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from globeterm.entry import Entry
from globeterm.feeds.identity import identified


def story(title, *, link=None, **more):
    return Entry(**({"id": "", "link": link, "title": title} | more))


def ids(*entries):
    return [entry.id for entry in identified(entries)]


def test_a_feeds_own_ids_are_kept():
    assert ids(story("a", id="1", link="https://x.org/a"), story("b", id="2")) == ["1", "2"]


def test_without_an_id_the_link_is_one_however_it_is_spelled():
    """FLT-32"""
    one = story("a", link="https://x.org/%e6%96%b0/")
    other = story("a", link="http://x.org/新")
    assert ids(one) == ids(other) == ["x.org/新"]


def test_without_id_and_link_what_is_said_is_the_id():
    """FLT-32"""
    plain = story("a", summary="text")
    assert ids(plain) == ids(replace(plain, tags=("x",)))
    assert ids(plain)[0].startswith("sha256:")
    later = replace(plain, published=datetime(2025, 1, 1, tzinfo=UTC))
    assert len({*ids(plain), *ids(later), *ids(replace(plain, content="other")), *ids(replace(plain, title="b"))}) == 4


def test_one_id_for_all_is_no_id():
    """FLT-32"""
    all_alike = [story(f"s{n}", id="same", link=f"https://x.org/{n}") for n in range(3)]
    assert ids(*all_alike) == ["x.org/0", "x.org/1", "x.org/2"]
    without_links = [story(f"s{n}", id="same") for n in range(3)]
    assert len(set(ids(*without_links))) == 3


def test_one_id_of_a_feed_with_one_entry_is_an_id():
    """FLT-37"""
    assert ids(story("a", id="same", link="https://x.org/a")) == ["same"]


def test_an_id_that_two_stories_share_is_the_first_ones():
    """FLT-32: no story is lost silently."""
    found = ids(
        story("a", id="1", link="https://x.org/a"),
        story("b", id="1", link="https://x.org/b"),
        story("c", id="1", link="https://x.org/a"),
        story("d", id="4"),
    )
    assert found == ["1", "x.org/b", "x.org/a", "4"]


def test_copies_are_left_out():
    copy = story("a", id="1", link="https://x.org/a")
    assert ids(copy, copy, replace(copy, published=datetime(2025, 1, 1, tzinfo=UTC)), story("b", id="2")) == ["1", "2"]
    assert len(ids(*[story("a", summary="x")] * 3)) == 1
    assert len(ids(*[story("a", id="same", summary="x")] * 3)) == 1


STORIES = st.builds(
    Entry,
    id=st.sampled_from(["", "1", "2"]),
    link=st.sampled_from([None, "https://x.org/", "https://x.org/a"]),
    title=st.sampled_from(["a", "b"]),
    summary=st.sampled_from(["", "x"]),
)


@given(st.lists(STORIES, max_size=12))
def test_ids_differ_and_every_story_is_there(entries):
    """FLT-32"""
    found = identified(entries)
    assert len({entry.id for entry in found}) == len(found)
    assert all(entry.id for entry in found)
    assert {(entry.title, entry.link) for entry in found} == {(entry.title, entry.link) for entry in entries}

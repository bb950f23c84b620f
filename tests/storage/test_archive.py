"""How far back a feed is stored: kept with its entries, forgotten at another address, never muddled by two at once."""

from globeterm.model import FRONT
from globeterm.storage.archive import Archive, ArchiveStore, Gap

from .shelf import HOME, NOON, Shelf, check, minutes, story

BACK = Archive(3, f"{HOME}/feed/?page=4", ended=True, gap=Gap(7, 2, f"{HOME}/feed/?page=3"))


def archives(shelf: Shelf) -> ArchiveStore:
    return shelf.feeds.archives


def test_of_a_feed_that_was_never_gone_back_in_the_newest_page_is_known(shelf: Shelf) -> None:
    feed = shelf.feed()
    assert archives(shelf).get(feed.id, feed.address) == Archive()
    assert archives(shelf).newest(feed.id) == 0


def test_what_is_known_comes_back_as_it_went_in(shelf: Shelf) -> None:
    feed = shelf.feed()
    for archive in (BACK, Archive(2)):
        before = archives(shelf).get(feed.id, feed.address)
        archives(shelf).save(feed.id, [], NOON, before=before, after=archive)
        assert archives(shelf).get(feed.id, feed.address) == archive


def test_at_another_address_nothing_is_known(shelf: Shelf) -> None:
    feed = shelf.feed()
    archives(shelf).save(feed.id, [], NOON, before=Archive(), after=BACK)
    shelf.feeds.set_address(feed.id, f"{HOME}/elsewhere/feed/", "menu", NOON)
    assert archives(shelf).get(feed.id, f"{HOME}/elsewhere/feed/") == Archive()
    archives(shelf).save(feed.id, [], NOON, before=Archive(), after=Archive(2))
    assert archives(shelf).get(feed.id, f"{HOME}/elsewhere/feed/") == Archive(2)


def test_a_newest_page_opens_a_gap_in_the_transaction_of_its_entries(shelf: Shelf) -> None:
    feed = shelf.feed()
    shelf.articles.save(feed.id, [story("new")], check(), NOON, archive=BACK)
    assert archives(shelf).get(feed.id, feed.address) == BACK
    shelf.articles.save(feed.id, [story("newer")], check(), NOON)
    assert archives(shelf).get(feed.id, feed.address) == BACK


def test_a_page_that_was_asked_for_before_a_refresh_keeps_its_entries_and_not_its_count(shelf: Shelf) -> None:
    feed = shelf.feed()
    shelf.articles.save(feed.id, [story("new")], check(), NOON, archive=BACK)
    saved = archives(shelf).save(feed.id, [story("old")], NOON, before=Archive(4), after=Archive(5))
    assert saved.new == 1
    assert archives(shelf).get(feed.id, feed.address) == BACK


def test_a_gap_is_met_by_what_was_stored_before_it_alone(shelf: Shelf) -> None:
    feed = shelf.feed()
    shelf.save([story("b"), story("a")])
    gap = Gap(archives(shelf).newest(feed.id), 1)
    shelf.save([story("d"), story("c")])
    assert not archives(shelf).meets(feed.id, gap, ["d", "c", "unknown"])
    assert archives(shelf).meets(feed.id, gap, ["c", "b"])


def test_older_stories_stand_behind_those_of_their_time(shelf: Shelf) -> None:
    """Of equal times the later page's come later, whenever they are stored; without a time they come last."""
    feed = shelf.feed()
    shelf.save([story("new"), story("tie-1"), story("tie-2", published=NOON - minutes(1))])
    shelf.save([story("young", published=NOON + minutes(1))])
    page = [
        story("tie-3", published=NOON),
        story("tie-4", published=NOON),
        story("tie-5", published=NOON - minutes(1)),
        story("alone", published=NOON - minutes(9)),
    ]
    archives(shelf).save(feed.id, page, NOON, before=Archive(), after=Archive(2))
    third = [story("tie-6", published=NOON - minutes(1)), story("dateless", published=None)]
    archives(shelf).save(feed.id, third, NOON, before=Archive(2), after=Archive(3))
    order = ["young", "new", "tie-1", "tie-3", "tie-4", "tie-2", "tie-5", "tie-6", "alone", "dateless"]
    assert shelf.titles("world") == shelf.titles(FRONT) == order


def test_the_first_stories_of_all_may_be_an_older_page_s(shelf: Shelf) -> None:
    feed = shelf.feed()
    archives(shelf).save(feed.id, [story("dateless", published=None)], NOON, before=Archive(), after=Archive(2))
    assert shelf.titles("world") == ["dateless"]


def test_a_text_is_lacking_until_its_page_has_been_read(shelf: Shelf) -> None:
    """No page is asked for again that has been read, unless the story was edited since (FLT-36)."""
    shelf.save([story("summary"), story("text", text="{}"), story("nowhere", url=None, text="{}"), story("page")])
    ids = [article.id for article in shelf.articles.headlines(HOME, FRONT, limit=9)]
    named = dict(zip(shelf.titles(FRONT), ids, strict=True))
    shelf.documents.put(named["page"], "{}", 1, "page", NOON)
    assert shelf.documents.lacking(ids) == [named["summary"], named["text"]]
    shelf.documents.put_pages(named["text"], None, None, NOON)
    assert shelf.documents.lacking(ids) == [named["summary"]]
    shelf.save([story("page", words="edited")], now=NOON + minutes(1))
    assert shelf.documents.lacking(list(reversed(ids))) == [named["page"], named["summary"]]

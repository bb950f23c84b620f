"""``save``, ``unsave`` and ``mark``: the reader's marks, one bad REF never stopping the others."""

from globeterm.storage.lock import LibraryLock

from .conftest import GLOBE_POST, Program


def marks(globe: Program) -> dict[str, tuple[bool, bool]]:
    """Read and saved of every article, by id."""
    articles = globe("list", "--json").json["articles"]
    return {article["id"]: (article["read"], article["saved"]) for article in articles}


def test_stories_are_saved_and_unsaved(stocked: Program) -> None:
    shown = stocked("save", "3", f"{GLOBE_POST}/2019/11/18/harbour-strike-2/")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == "3 is saved: Harbour Strike Enters Day 1\n2 is saved: Harbour Strike Enters Day 2\n"
    assert marks(stocked) == {"3": (False, True), "2": (False, True), "1": (False, False)}
    assert stocked("save", "3").err == "3 is already saved: Harbour Strike Enters Day 1\n"
    assert stocked("unsave", "3").err == "3 is not saved: Harbour Strike Enters Day 1\n"
    assert marks(stocked) == {"3": (False, False), "2": (False, True), "1": (False, False)}


def test_stories_are_marked_read_and_unread(stocked: Program) -> None:
    assert stocked("mark", "--read", "1", "2").err.startswith("1 is read: ")
    assert marks(stocked) == {"3": (False, False), "2": (True, False), "1": (True, False)}
    assert stocked("mark", "2", "--unread").err == "2 is unread: Harbour Strike Enters Day 2\n"
    assert marks(stocked) == {"3": (False, False), "2": (False, False), "1": (True, False)}


def test_what_is_not_there_is_one_line_each_and_the_rest_is_done(stocked: Program) -> None:
    shown = stocked("save", "99", "1", "nonsense", "https://elsewhere.example/")
    assert shown.code == 1
    assert shown.err.splitlines() == [
        "globeterm: no article has the id 99; 'globeterm list' shows the ids",
        "globeterm: 'nonsense' is neither the id nor the address of an article",
        "globeterm: https://elsewhere.example/ is not in the library; 'globeterm list' shows what is",
        "1 is saved: Harbour Strike Enters Day 3",
    ]
    assert marks(stocked)["1"] == (False, True)


def test_nothing_done_at_all_is_wrong_use(stocked: Program) -> None:
    assert stocked("mark", "--read", "99").code == 2
    assert stocked("save", "9" * 30).code == 2


def test_flt_03_another_globeterm_is_named_and_nothing_is_changed(stocked: Program) -> None:
    with LibraryLock(stocked.home / "state"):
        shown = stocked("save", "3")
        assert shown.code == 75
        assert "holds the library" in shown.err
        assert marks(stocked)["3"] == (False, False)
        assert stocked("read", "3").code == 0
        assert stocked("sections").code == 0
    assert stocked("save", "3").code == 0

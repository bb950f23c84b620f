from globeterm.ui.history import DEEPEST, History


def test_the_way_leads_back_stop_by_stop() -> None:
    way: History[str] = History()
    assert way.back() is None
    for stop in "abc":
        way.leave(stop)
    assert (len(way), way.stops) == (3, ("a", "b", "c"))
    assert [way.back(), way.back()] == ["c", "b"]
    way.leave("d")
    assert way.stops == ("a", "d")
    way.clear()
    assert (len(way), way.back()) == (0, None)


def test_a_way_that_is_too_long_forgets_its_beginning() -> None:
    way: History[int] = History()
    for stop in range(DEEPEST + 5):
        way.leave(stop)
    assert way.stops == tuple(range(5, DEEPEST + 5))

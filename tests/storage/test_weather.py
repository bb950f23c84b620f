"""The weather in the library file."""

from datetime import date

import pytest

from globeterm.storage.weather import WeatherStore
from globeterm.weather import NEW_YORK, Day, Forecast, Location, Outlook

from .shelf import NOON, Shelf

OUTLOOK = Outlook("celsius", 4, (Day(date(2019, 11, 18), 7),))


@pytest.fixture
def weather(shelf: Shelf) -> WeatherStore:
    return WeatherStore(shelf.database)


def test_a_place_is_kept_and_what_was_told_of_it(weather: WeatherStore) -> None:
    assert (weather.location("new york"), weather.forecast("new york")) == (None, None)
    weather.locate("new york", NEW_YORK)
    assert (weather.location("new york"), weather.forecast("new york")) == (NEW_YORK, None)
    weather.put("new york", OUTLOOK, NOON)
    assert weather.forecast("new york") == Forecast("New York", OUTLOOK, NOON)
    weather.locate("oslo", Location("Oslo", 59.9, 10.7))
    assert weather.location("new york") == NEW_YORK


def test_nothing_is_kept_of_a_place_that_is_nowhere(weather: WeatherStore) -> None:
    weather.put("atlantis", OUTLOOK, NOON)
    assert weather.forecast("atlantis") is None


@pytest.mark.parametrize("change", ["forecast = '{'", "fetched = NULL"])
def test_flt_07_a_damaged_forecast_is_none(shelf: Shelf, weather: WeatherStore, change: str) -> None:
    weather.locate("oslo", Location("Oslo", 59.9, 10.7))
    weather.put("oslo", OUTLOOK, NOON)
    with shelf.database.write() as connection:
        connection.execute(f"UPDATE weather SET {change}")
    assert weather.forecast("oslo") is None

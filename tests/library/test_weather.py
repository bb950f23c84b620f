"""The weather through the caching client: at most hourly, from the library when it can't be had."""

import json
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

import httpx
import pytest

from globeterm.config import WeatherConfig
from globeterm.edition import SAMPLE_HOME
from globeterm.errors import BadInputError, UnreachableError
from globeterm.library.service import Library
from globeterm.weather import Day, Forecast, Outlook
from tests.library.site import EDITION, START, Clock, Site

WANTED = WeatherConfig()
OUTLOOK = Outlook("fahrenheit", 39, (Day(date(2025, 6, 18), 42), Day(date(2025, 6, 19), 44)))
FORECAST = "/v1/forecast"
SEARCH = "/v1/search"


@pytest.fixture
def told(site: Site) -> Site:
    """A weather service."""
    days = {"time": ["2025-06-18", "2025-06-19"], "temperature_2m_max": [42.2, 43.9]}
    site.answers[FORECAST] = httpx.Response(200, json={"current": {"temperature_2m": 39.1}, "daily": days})
    site.answers[SEARCH] = httpx.Response(
        200, json={"results": [{"name": "Oslo", "latitude": 59.91, "longitude": 10.75}]}
    )
    return site


async def test_new_york_is_asked_for_once_an_hour(library: Library, told: Site, clock: Clock) -> None:
    assert await library.forecast(WANTED, ask=False) is None
    forecast = Forecast("New York", OUTLOOK, START)
    for minutes in (0, 30, 29):
        clock.pass_by(minutes=minutes)
        assert await library.forecast(WANTED, ask=True) == forecast
    assert len(told.requests) == 1
    assert str(told.requests[0].url).startswith("https://api.open-meteo.com/v1/forecast?latitude=40.7143&")
    clock.pass_by(minutes=1)
    assert await library.forecast(WANTED, ask=True) == replace(forecast, fetched=clock())
    assert len(told.requests) == 2


async def test_a_clock_that_was_wrong_silences_no_weather(library: Library, told: Site, clock: Clock) -> None:
    """FLT-38."""
    await library.forecast(WANTED, ask=True)
    clock.pass_by(days=-3)
    await library.forecast(WANTED, ask=True)
    assert len(told.requests) == 2


async def test_another_place_is_looked_for_once(library: Library, told: Site, clock: Clock) -> None:
    wanted = WeatherConfig(place="oslo", units="celsius")
    for _ in range(2):
        forecast = await library.forecast(wanted, ask=True)
        assert forecast is not None
        assert forecast.place == "Oslo"
        clock.pass_by(hours=1)
    assert [request.url.path for request in told.requests] == [SEARCH, FORECAST, FORECAST]
    assert {request.url.host for request in told.asked(SEARCH)} == {"geocoding-api.open-meteo.com"}
    asked = parse_qs(told.requests[1].url.query.decode())
    assert (asked["latitude"], asked["temperature_unit"]) == (["59.9100"], ["celsius"])


async def test_another_unit_is_another_question(library: Library, told: Site) -> None:
    await library.forecast(WANTED, ask=True)
    assert await library.forecast(replace(WANTED, units="celsius"), ask=False) is None
    await library.forecast(replace(WANTED, units="celsius"), ask=True)
    assert len(told.requests) == 2


async def test_a_service_of_ones_own_may_be_at_a_private_address(library: Library, told: Site) -> None:
    """SEC-13: the configuration names it, and nothing else is asked."""
    own = replace(WANTED, place="Oslo", address="http://127.0.0.1:8099", places="http://127.0.0.1:8099")
    assert await library.forecast(own, ask=True) is not None
    assert {request.url.host for request in told.requests} == {"127.0.0.1"}


async def test_offline_it_is_what_was_told_last(library: Library, told: Site, clock: Clock) -> None:
    await library.forecast(WANTED, ask=True)
    library.offline = True
    clock.pass_by(hours=5)
    assert await library.forecast(WANTED, ask=True) == Forecast("New York", OUTLOOK, START)
    assert len(told.requests) == 1


async def test_a_service_that_is_away_is_one_sentence(library: Library, told: Site, clock: Clock) -> None:
    told.down = True
    with pytest.raises(UnreachableError):
        await library.forecast(WANTED, ask=True)
    told.down = False
    await library.forecast(WANTED, ask=True)
    told.down = True
    clock.pass_by(hours=2)
    with pytest.raises(UnreachableError):
        await library.forecast(WANTED, ask=True)
    assert await library.forecast(WANTED, ask=False) == Forecast("New York", OUTLOOK, START)


async def test_a_service_that_refuses_is_one_sentence(library: Library, told: Site) -> None:
    told.answers[FORECAST] = httpx.Response(400, json={"error": True})
    with pytest.raises(UnreachableError, match="answered 400"):
        await library.forecast(WANTED, ask=True)


async def test_a_place_that_nobody_knows_is_one_sentence(library: Library, told: Site) -> None:
    told.answers[SEARCH] = httpx.Response(200, content=json.dumps({"results": []}))
    with pytest.raises(BadInputError, match="knows no place named Atlantis"):
        await library.forecast(replace(WANTED, place="Atlantis"), ask=True)


async def test_flt_25_an_answer_that_is_no_place_is_asked_for_again(library: Library, told: Site) -> None:
    """A portal's page stands in no place's way once one is in."""
    oslo, told.answers[SEARCH] = told.answers[SEARCH], httpx.Response(200, content=b"<html>Log in</html>")
    with pytest.raises(BadInputError):
        await library.forecast(replace(WANTED, place="Oslo"), ask=True)
    told.answers[SEARCH] = oslo
    forecast = await library.forecast(replace(WANTED, place="Oslo"), ask=True)
    assert forecast is not None
    assert forecast.place == "Oslo"


async def test_the_sample_edition_asks_nobody_but_itself(library: Library, told: Site) -> None:
    library.edition = replace(EDITION, home=SAMPLE_HOME)
    await library.forecast(WANTED, ask=True)
    assert {request.url.host for request in told.requests} == {"sample.globeterm.invalid"}
    library.edition = EDITION
    assert await library.forecast(WANTED, ask=False) is None

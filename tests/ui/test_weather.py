"""The weather in the masthead: in words, at every width, and never in the way."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from globeterm.config import Config, WeatherConfig
from globeterm.errors import UnreachableError
from globeterm.ui.forecasting import in_words
from globeterm.ui.masthead import Masthead
from globeterm.weather import Day, Forecast, Outlook

from .papers import NOW, FakeLibrary, lines_of, make_app, running, settle, sheet_of, some_paper

HIGHS = (42, 44, 46, 40, 41)
DAYS = tuple(Day(date(2025, 6, 17) + timedelta(days=number), degrees) for number, degrees in enumerate(HIGHS))
FORECAST = Forecast("New York", Outlook("fahrenheit", 39, DAYS), NOW)


def told(**changes: object) -> Forecast:
    return replace(FORECAST, **changes)  # type: ignore[arg-type]


def hours_ago(hours: int) -> datetime:
    return NOW - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("forecast", "now", "days"),
    [
        (FORECAST, "New York 39°F", "Wed 44° Thu 46° Fri 40° Sat 41°"),
        (told(fetched=hours_ago(2)), "New York 39°F", "Wed 44° Thu 46° Fri 40° Sat 41°"),
        (told(fetched=hours_ago(5)), "New York 39°F, 5 hours ago", "Wed 44° Thu 46° Fri 40° Sat 41°"),
        (told(fetched=hours_ago(49)), "", ""),
        (told(outlook=Outlook("celsius", -3)), "New York -3°C", ""),
        (told(place="\x1b]0;x\x07Oslo"), "]0;xOslo 39°F", "Wed 44° Thu 46° Fri 40° Sat 41°"),
    ],
)
def test_the_weather_in_words(forecast: Forecast, now: str, days: str):
    assert in_words(forecast, NOW) == (now, days)


@pytest.mark.parametrize(
    ("told_last", "fails", "said"),
    [
        (None, "", "not told yet"),
        (FORECAST, "", "New York, told just now"),
        (FORECAST, "it is away.", "New York, told just now; can’t be had: it is away."),
        (None, "it is away.", "can’t be had: it is away."),
    ],
)
async def test_how_the_weather_stands(
    told_last: Forecast | None, fails: str, said: str, monkeypatch: pytest.MonkeyPatch
):
    paper = some_paper()
    paper.told = paper.told_before = told_last
    tell = paper.forecast

    async def forecast(wanted: WeatherConfig, *, ask: bool) -> Forecast | None:
        if ask and fails:
            raise UnreachableError(fails)
        return await tell(wanted, ask=ask)

    monkeypatch.setattr(paper, "forecast", forecast)
    async with running(make_app(paper)) as pilot:
        await settle(pilot)
        assert sheet_of(pilot).crew.forecasting.standing(NOW) == said


async def test_a_weather_that_is_not_wanted():
    paper = some_paper()
    async with running(make_app(paper, config=Config(weather=WeatherConfig(enabled=False)))) as pilot:
        said = sheet_of(pilot).crew.forecasting.standing(NOW)
        assert said == "nobody is asked, as the configuration says"


def test_days_that_are_over_are_left_out():
    assert in_words(told(fetched=NOW + timedelta(days=2)), NOW + timedelta(days=2))[1] == "Fri 40° Sat 41°"


def test_a_long_name_of_a_place_is_shortened():
    assert in_words(told(place="Llanfair" * 20), NOW)[0].endswith("… 39°F")


@pytest.mark.parametrize(
    ("width", "right"),
    [
        (160, "Tuesday 17 June 2025 · New York 39°F  Wed 44° Thu 46° Fri 40° Sat 41°"),
        (100, "Tuesday 17 June 2025 · New York 39°F  Wed 44° Thu 46° Fri 40° Sat 41°"),
        (80, "Tuesday 17 June 2025 · New York 39°F"),
        (50, "Tuesday 17 June 2025"),
        (30, "Tue 17 Jun"),
        (24, ""),
    ],
)
async def test_where_room_is_short_the_days_go_first_then_the_weather_then_the_long_date(width: int, right: str):
    paper = some_paper()
    paper.told = FORECAST
    async with running(make_app(paper), size=(width, 24)) as pilot:
        line = lines_of(pilot)[0]
        assert line.startswith(" THE GLOBE POST")
        assert line.removeprefix(" THE GLOBE POST").strip() == right
        assert line.endswith(f"{right} ")


async def test_what_is_stored_is_told_before_it_is_asked_for():
    paper = some_paper()
    paper.told_before = told(fetched=hours_ago(3))
    async with running(make_app(paper)) as pilot:
        assert paper.weather_asked == [False, True]
        assert "New York 39°F, 3 hours ago" in lines_of(pilot)[0]


async def test_it_is_asked_for_again_every_hour_and_as_time_goes_by_it_gets_old():
    paper = some_paper()
    paper.told = FORECAST
    async with running(make_app(paper)) as pilot:
        sheet_of(pilot)._hour()
        await settle(pilot)
        assert paper.weather_asked == [False, True] * 2
        sheet_of(pilot).tick(sheet_of(pilot)._desk.condition, NOW + timedelta(hours=4))
        assert sheet_of(pilot).weather == "New York 39°F, 4 hours ago"


async def test_who_wants_no_weather_is_not_asked_for_it():
    paper = some_paper()
    paper.told = FORECAST
    config = Config(weather=WeatherConfig(enabled=False))
    async with running(make_app(paper, config=config)) as pilot:
        assert paper.weather_asked == []
        assert "39°F" not in lines_of(pilot)[0]


async def test_a_service_that_is_away_is_not_worth_a_word():
    class Away(FakeLibrary):
        async def forecast(self, wanted: WeatherConfig, *, ask: bool) -> Forecast | None:
            raise UnreachableError("weather.example can't be reached")

    async with running(make_app(Away())) as pilot:
        assert sheet_of(pilot).note == ""
        assert sheet_of(pilot).query_one(Masthead).weather == ""

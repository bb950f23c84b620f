"""What is asked of the weather's services, and what is made of their answers."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.errors import BadInputError
from globeterm.limits import WEATHER_BYTES
from globeterm.text import is_clean
from globeterm.weather import (
    DAYS,
    NEW_YORK,
    Day,
    Location,
    Outlook,
    forecast_address,
    from_json,
    location_address,
    read_location,
    read_outlook,
    to_json,
)

SERVICE = "https://weather.example"
OUTLOOK = Outlook("fahrenheit", 39, (Day(date(2025, 6, 17), 42), Day(date(2025, 6, 18), 44)))


def answer(now: Any = 38.7, days: Any = ("2025-06-17", "2025-06-18"), degrees: Any = (42.4, 43.6)) -> bytes:
    daily = {"time": days, "temperature_2m_max": degrees}
    return json.dumps({"current": {"temperature_2m": now}, "daily": daily}).encode()


def test_what_is_asked() -> None:
    assert forecast_address(SERVICE, NEW_YORK, "celsius") == (
        f"{SERVICE}/v1/forecast?latitude=40.7143&longitude=-74.0060&current=temperature_2m,weather_code"
        "&daily=temperature_2m_max,weather_code&temperature_unit=celsius&forecast_days=5&timezone=auto"
    )
    assert location_address(SERVICE, "São Paulo & more") == f"{SERVICE}/v1/search?name=S%C3%A3o+Paulo+%26+more&count=1"


def test_a_forecast_is_read_in_whole_degrees() -> None:
    assert read_outlook(answer(), "fahrenheit") == OUTLOOK


@pytest.mark.parametrize(
    ("days", "degrees", "read"),
    [
        (None, [1], 0),
        ([], [], 0),
        ("2025-06-17", [1], 0),
        (["2025-06-17", "2025-06-18"], [1], 1),
        (["2025-06-17", "yesterday"], [1, 2], 1),
        (["2025-06-17", 20250618], [1, 2], 1),
        (["2025-06-17", "2025-06-17"], [1, 2], 1),
        (["2025-06-18", "2025-06-17"], [1, 2], 1),
        (["2025-06-17", "2025-06-18"], [1, None], 1),
        (["2025-06-17", "2025-06-18"], [1, 1e9], 1),
        ([f"2025-06-{day:02}" for day in range(1, 31)], list(range(30)), DAYS),
    ],
)
def test_days_that_make_no_sense_are_left_out(days: Any, degrees: Any, read: int) -> None:
    assert len(read_outlook(answer(days=days, degrees=degrees), "celsius").days) == read
    assert read_outlook(json.dumps({"current": {"temperature_2m": 1}, "daily": 3}).encode(), "celsius").days == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"{}",
        b'{"current": []}',
        b'{"current": {}}',
        b'{"current": {"temperature_2m": true}}',
        b'{"current": {"temperature_2m": "39"}}',
        b'{"current": {"temperature_2m": NaN}}',
        b'{"current": {"temperature_2m": -Infinity}}',
        b'{"current": {"temperature_2m": 1e999}}',
        b'{"current": {"temperature_2m": 151}}',
        b'{"current": {"temperature_2m": ' + b"9" * 400 + b"}}",
        b'{"current": {"temperature_2m": ' + b"9" * 5000 + b"}}",
        b"[" * 60_000,
        b'{"current": {"temperature_2m": 39}, "more": "' + b"x" * WEATHER_BYTES + b'"}',
        b"\xff\xfe",
    ],
)
def test_sec_01_an_answer_of_any_other_shape_is_one_sentence(body: bytes) -> None:
    with pytest.raises(BadInputError, match="can't be read"):
        read_outlook(body, "celsius")


def test_where_a_place_is() -> None:
    found = {"results": [{"name": "Ne\x1b[31mw\u202e York", "latitude": 40.5, "longitude": -74}]}
    assert read_location(json.dumps(found).encode()) == Location("Ne[31mw York", 40.5, -74.0)
    assert read_location(b'{"generationtime_ms": 0.5}') is None
    assert read_location(b'{"results": []}') is None


@pytest.mark.parametrize(
    "found",
    [
        3,
        [3],
        [{}],
        [{"name": 3, "latitude": 1, "longitude": 1}],
        [{"name": "x", "latitude": 91, "longitude": 1}],
        [{"name": "x", "latitude": 1, "longitude": -181}],
        [{"name": "x", "latitude": 1}],
    ],
)
def test_a_place_that_is_nowhere_is_one_sentence(found: Any) -> None:
    with pytest.raises(BadInputError, match="can't be read"):
        read_location(json.dumps({"results": found}).encode())


@given(st.text(), st.floats(-90, 90), st.floats(-180, 180))
def test_sec_04_no_name_of_a_place_reaches_the_terminal_as_a_command(name: str, north: float, east: float) -> None:
    found = {"results": [{"name": name, "latitude": north, "longitude": east}]}
    location = read_location(json.dumps(found).encode())
    assert location is not None
    assert is_clean(location.name)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.sampled_from(["current", "daily", "time", "temperature_2m", "temperature_2m_max"])
    return st.lists(inner) | st.dictionaries(names, inner)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), nested))
def test_any_json_is_an_outlook_or_one_sentence(said: Any) -> None:
    try:
        outlook = read_outlook(json.dumps(said).encode(), "fahrenheit")
    except BadInputError:
        return
    assert -150 <= outlook.degrees <= 150


def test_an_outlook_comes_back_as_it_was_kept() -> None:
    assert from_json(to_json(OUTLOOK)) == OUTLOOK
    assert from_json(to_json(Outlook("celsius", -3))) == Outlook("celsius", -3)


@pytest.mark.parametrize("text", ["", "3", "[]", '["celsius", null, []]', '["celsius", 1, [["x", 1]]]', "[" * 60_000])
def test_flt_07_a_damaged_outlook_is_none(text: str) -> None:
    assert from_json(text) is None

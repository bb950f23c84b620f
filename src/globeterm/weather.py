"""The weather over a place, as Open-Meteo's two services tell it: what to ask, and its answers read with care. Pure.

Open-Meteo needs no key (open-meteo.com/en/docs). Whatever it answers, what comes out of here is finite and clean.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from globeterm.errors import BadInputError
from globeterm.limits import WEATHER_BYTES
from globeterm.model import Units
from globeterm.text import clean_line

#: How many days are told, today among them.
DAYS: Final = 5
NAME_LENGTH: Final = 40
#: No thermometer on the earth has shown more, in either unit.
_MOST_DEGREES: Final = 150
_UNREADABLE: Final = "the weather service gave an answer that can't be read"


@dataclass(frozen=True, slots=True)
class Location:
    """A place on the earth, in degrees north and east."""

    name: str
    latitude: float
    longitude: float


#: Where The Globe Post's own page shows the weather of, and so without a question where it is.
NEW_YORK: Final = Location("New York", 40.7143, -74.006)


@dataclass(frozen=True, slots=True)
class Day:
    """The highest temperature of a day, at the place itself."""

    day: date
    degrees: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """The temperature now, and that of some days, today first."""

    units: Units
    degrees: int
    days: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was told of a place, and when."""

    place: str
    outlook: Outlook
    fetched: datetime


def forecast_address(service: str, location: Location, units: Units) -> str:
    """Where to ask for the weather over a place. ``service`` has no trailing slash."""
    asked = {
        "latitude": f"{location.latitude:.4f}",
        "longitude": f"{location.longitude:.4f}",
        "current": "temperature_2m,weather_code",
        "daily": "temperature_2m_max,weather_code",
        "temperature_unit": units,
        "forecast_days": DAYS,
        "timezone": "auto",
    }
    return f"{service}/v1/forecast?{urlencode(asked, safe=',')}"


def location_address(service: str, name: str) -> str:
    """Where to ask where a place is."""
    return f"{service}/v1/search?{urlencode({'name': name, 'count': 1})}"


def read_location(body: bytes) -> Location | None:
    """Read where a place is; None when the service knows none of that name. Raises BadInputError."""
    found = _parsed(body).get("results", [])
    if not isinstance(found, list):
        raise BadInputError(_UNREADABLE)
    if not found:
        return None
    first = found[0]
    if not isinstance(first, dict) or not isinstance(first.get("name"), str):
        raise BadInputError(_UNREADABLE)
    latitude, longitude = (_number(first.get(name), most) for name, most in (("latitude", 90), ("longitude", 180)))
    return Location(clean_line(first["name"], NAME_LENGTH), latitude, longitude)


def read_outlook(body: bytes, units: Units) -> Outlook:
    """Read a forecast that was asked for in ``units``. Raises BadInputError when it holds no temperature of now.

    Days that can't be read are left out: they are the lesser part.
    """
    answer = _parsed(body)
    current, daily = answer.get("current"), answer.get("daily")
    if not isinstance(current, dict):
        raise BadInputError(_UNREADABLE)
    return Outlook(units, round(_number(current.get("temperature_2m"), _MOST_DEGREES)), _days(daily))


def to_json(outlook: Outlook) -> str:
    """Write an outlook as the library keeps it."""
    return json.dumps([outlook.units, outlook.degrees, [[day.day.isoformat(), day.degrees] for day in outlook.days]])


def from_json(text: str) -> Outlook | None:
    """Read an outlook that the library kept; None when it is damaged."""
    try:
        units, degrees, days = json.loads(text)
        read = tuple(Day(date.fromisoformat(day), int(shown)) for day, shown in days)
        return Outlook("celsius" if units == "celsius" else "fahrenheit", int(degrees), read)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def _parsed(body: bytes) -> dict[str, Any]:
    """The object in an answer."""
    if len(body) > WEATHER_BYTES:
        raise BadInputError(_UNREADABLE)
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadInputError(_UNREADABLE) from error
    if not isinstance(answer, dict):
        raise BadInputError(_UNREADABLE)
    return answer


def _days(daily: object) -> tuple[Day, ...]:
    """The days of an answer in their order, up to the first that makes no sense."""
    if not isinstance(daily, dict):
        return ()
    dates, shown = daily.get("time"), daily.get("temperature_2m_max")
    if not isinstance(dates, list) or not isinstance(shown, list):
        return ()
    days: list[Day] = []
    for text, degrees in zip(dates[:DAYS], shown, strict=False):
        try:
            day = Day(date.fromisoformat(text), round(_number(degrees, _MOST_DEGREES)))
        except (ValueError, TypeError, BadInputError):
            break
        if days and day.day <= days[-1].day:
            break
        days.append(day)
    return tuple(days)


def _number(value: object, most: int) -> float:
    """A number within reason, which none is that is not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        raise BadInputError(_UNREADABLE)
    return float(value)

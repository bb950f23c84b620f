"""The weather in the masthead: stored first, then asked for once an hour. It is never in the way of anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.message import Message

from globeterm.errors import GlobetermError
from globeterm.rendering.cells import shortened
from globeterm.rendering.dates import age, weekday
from globeterm.rendering.gating import gated
from globeterm.weather import NAME_LENGTH, Forecast

if TYPE_CHECKING:
    from datetime import datetime

    from globeterm.config import WeatherConfig
    from globeterm.ui.desk import Desk

#: From which age on it is said how old a forecast is, and from which on it is none any more.
OLD: Final = timedelta(hours=2)
TOO_OLD: Final = timedelta(days=2)
#: How many days are told beside the present.
DAYS: Final = 4
_UNIT: Final = {"fahrenheit": "°F", "celsius": "°C"}


@dataclass(eq=False, repr=False)
class WeatherTold(Message):
    """The weather is here."""

    forecast: Forecast


class Forecasting:
    """Asks for the weather that the configuration wants, on behalf of the paper, whatever stands in for that."""

    def __init__(self, desk: Desk, wanted: WeatherConfig) -> None:
        self._desk = desk
        self._paper = desk.library
        self._wanted = wanted
        self._told: Forecast | None = None
        self._trouble = ""

    def standing(self, now: datetime) -> str:
        """How the weather stands: of where and when it was told, or why it can't be had."""
        if not self._wanted.enabled:
            return "nobody is asked, as the configuration says"
        told = f"{self._wanted.place}, told {age(self._told.fetched, now)}" if self._told is not None else ""
        trouble = f"can’t be had: {self._trouble}" if self._trouble else ""
        return "; ".join(filter(None, (told, trouble))) or "not told yet"

    def ask(self) -> None:
        """Tell the weather; when it can't be had, only the feeds' screen says so: the reader came for the news."""
        if self._wanted.enabled:
            self._desk.work("weather", self._bring)

    async def _bring(self) -> None:
        for ask in (False, True):
            try:
                forecast = await self._paper.forecast(self._wanted, ask=ask)
            except GlobetermError as error:
                self._trouble = str(error)
                continue
            self._trouble = ""
            if forecast is not None:
                self._told = forecast
                self._desk.post(WeatherTold(forecast))


def in_words(forecast: Forecast, now: datetime) -> tuple[str, str]:
    """The weather now, as in “New York 39°F”, with its age if old; that of the next days, as in “Fri 44° Sat 46°”."""
    old = now - forecast.fetched
    if old > TOO_OLD:
        return "", ""
    place = shortened(gated(forecast.place).replace("\n", " "), NAME_LENGTH)
    outlook = forecast.outlook
    said = f", {age(forecast.fetched, now)}" if old > OLD else ""
    days = [day for day in outlook.days[1:] if day.day > now.date()][:DAYS]
    return (
        f"{place} {outlook.degrees}{_UNIT[outlook.units]}{said}",
        " ".join(f"{weekday(day.day)} {day.degrees}°" for day in days),
    )

"""The weather in the library file: where a place is, which is asked once, and what was told of it last."""

from datetime import datetime

from globeterm.storage.database import Database
from globeterm.storage.moments import moment, stored
from globeterm.weather import Forecast, Location, Outlook, from_json, to_json


class WeatherStore:
    """Places by the names that the reader gives them. Every method raises StorageError, on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def location(self, place: str) -> Location | None:
        """Bring where a place is."""
        rows = self._database.select("SELECT name, latitude, longitude FROM weather WHERE place = ?", (place,))
        return Location(*rows[0]) if rows else None

    def forecast(self, place: str) -> Forecast | None:
        """Bring what was told of a place last."""
        for name, text, fetched in self._database.select(
            "SELECT name, forecast, fetched FROM weather WHERE place = ? AND forecast IS NOT NULL", (place,)
        ):
            outlook, at = from_json(text), moment(fetched)
            return Forecast(name, outlook, at) if outlook is not None and at is not None else None
        return None

    def locate(self, place: str, location: Location) -> None:
        """Keep where a place is."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO weather (place, name, latitude, longitude) VALUES (?, ?, ?, ?)",
                (place, location.name, location.latitude, location.longitude),
            )

    def put(self, place: str, outlook: Outlook, now: datetime) -> None:
        """Keep what was told of a place that was located."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE weather SET forecast = ?, fetched = ? WHERE place = ?", (to_json(outlook), stored(now), place)
            )

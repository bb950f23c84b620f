"""The weather over the reader's place: from the library, or asked for when that is an hour old."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from globeterm.errors import BadInputError, UnreachableError
from globeterm.storage.weather import WeatherStore
from globeterm.weather import (
    NEW_YORK,
    Forecast,
    Location,
    forecast_address,
    location_address,
    read_location,
    read_outlook,
)

if TYPE_CHECKING:
    from globeterm.config import WeatherConfig
    from globeterm.library.means import Means

#: For how long a forecast is believed before it is asked for again.
BELIEVED: Final = timedelta(hours=1)


class WeatherDesk:
    """Tells the weather that a configuration wants. Nobody but the weather's own services is asked."""

    def __init__(self, wanted: WeatherConfig, means: Means) -> None:
        self._wanted = wanted
        self._is_new_york = wanted.place.casefold() == NEW_YORK.name.casefold()
        self._place = f"{wanted.place.casefold()} {wanted.address}"
        self._stores = means.stores
        self._store = WeatherStore(means.stores.database)
        self._client = means.client
        self._workshop = means.workshop
        self._now = means.now

    async def stored(self) -> Forecast | None:
        """Bring what was told last; None when that was in another unit, or never."""
        forecast = await self._stores.thread.run(self._store.forecast, self._place)
        return forecast if forecast is not None and forecast.outlook.units == self._wanted.units else None

    async def current(self) -> Forecast:
        """Bring what is so now. Raises UnreachableError and BadInputError when it must be asked for in vain."""
        stored = await self.stored()
        if stored is not None and timedelta(0) <= self._now() - stored.fetched < BELIEVED:
            return stored
        location = await self._location()
        address = forecast_address(self._wanted.address, location, self._wanted.units)
        body = await self._get(address, self._wanted.address)
        outlook = await self._workshop.run(read_outlook, body, self._wanted.units, what="the weather")
        at = self._now()
        await self._stores.thread.run(self._store.put, self._place, outlook, at)
        return Forecast(location.name, outlook, at)

    async def _location(self) -> Location:
        """Where the place is: known, stored, or asked for once."""
        location = await self._stores.thread.run(self._store.location, self._place)
        if location is None:
            location = NEW_YORK if self._is_new_york else await self._located()
            await self._stores.thread.run(self._store.locate, self._place, location)
        return location

    async def _located(self) -> Location:
        body = await self._get(location_address(self._wanted.places, self._wanted.place), self._wanted.places)
        location = await self._workshop.run(read_location, body, what="the place of the weather")
        if location is None:
            raise BadInputError(f"the weather service knows no place named {self._wanted.place}")
        return location

    async def _get(self, address: str, service: str) -> bytes:
        """Ask a service, on behalf of the address that the configuration gives it."""
        resource = await self._client().get(address, sponsor=service)
        if resource.error is not None:
            raise UnreachableError(resource.error)
        if resource.status != 200:
            raise UnreachableError(f"{service} answered {resource.status} {resource.reason}")
        return resource.body

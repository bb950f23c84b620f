"""The weather over the reader's place: from the library, or asked for when that is an hour old."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from globeterm.errors import BadInputError, UnreachableError
from globeterm.storage.weather import WeatherStore
from globeterm.weather import (
    NEW_YORK,
    Forecast,
    forecast_address,
    location_address,
    read_location,
    read_outlook,
)

if TYPE_CHECKING:
    from globeterm.config import WeatherConfig
    from globeterm.library.means import Means
    from globeterm.weather import Location, Outlook
    from globeterm.web.client import CachingClient
    from globeterm.web.resource import Resource
    from globeterm.workshop import Workshop

#: For how long a forecast is believed before it is asked for again.
BELIEVED: Final = timedelta(hours=1)


class WeatherDesk:
    """Tells the weather that a configuration wants. Nobody but the weather's own services is asked."""

    def __init__(self, wanted: WeatherConfig, means: Means) -> None:
        self._wanted = wanted
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
        outlook = await outlook_at(location, self._wanted, self._client(), self._workshop)
        at = self._now()
        await self._stores.thread.run(self._store.put, self._place, outlook, at)
        return Forecast(location.name, outlook, at)

    async def _location(self) -> Location:
        """Where the place is: stored, or found once."""
        location = await self._stores.thread.run(self._store.location, self._place)
        if location is None:
            location = await located(self._wanted, self._client(), self._workshop)
            await self._stores.thread.run(self._store.locate, self._place, location)
        return location


async def located(wanted: WeatherConfig, client: CachingClient, workshop: Workshop) -> Location:
    """Find where a place is: New York is known, all others are asked for. Raises UnreachableError, BadInputError."""
    if wanted.place.casefold() == NEW_YORK.name.casefold():
        return NEW_YORK
    resource = await _answer(client, location_address(wanted.places, wanted.place), wanted.places)
    try:
        location = await workshop.run(read_location, resource.body, what="the place of the weather")
    except BadInputError:
        await client.forget(resource)
        raise
    if location is None:
        raise BadInputError(f"the weather service knows no place named {wanted.place}")
    return location


async def outlook_at(location: Location, wanted: WeatherConfig, client: CachingClient, workshop: Workshop) -> Outlook:
    """Ask for the weather over a place. Raises UnreachableError and BadInputError."""
    resource = await _answer(client, forecast_address(wanted.address, location, wanted.units), wanted.address)
    try:
        return await workshop.run(read_outlook, resource.body, wanted.units, what="the weather")
    except BadInputError:
        await client.forget(resource)
        raise


async def _answer(client: CachingClient, address: str, service: str) -> Resource:
    """Ask a service, on behalf of the address that the configuration gives it."""
    resource = await client.get(address, sponsor=service)
    if resource.error is not None:
        raise UnreachableError(resource.error)
    if resource.status != 200:
        raise UnreachableError(f"{service} answered {resource.status} {resource.reason}".rstrip())
    return resource

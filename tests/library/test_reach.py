"""SEC-13: what is asked for on a page's or a feed's word is asked for on behalf of the edition, and never as typed."""

from contextlib import suppress

from globeterm.config import WeatherConfig
from globeterm.content import Picture
from globeterm.errors import GlobetermError
from globeterm.library.service import Library
from globeterm.web.reach import REACH, Reach
from tests.library.site import HOME, Site, item, rss
from tests.library.test_paging import Wordpress
from tests.library.test_refresh import WORLD, refresh


async def test_sec_13_only_a_private_edition_may_lead_to_private_hosts(library: Library, site: Site) -> None:
    site.answers[WORLD] = Wordpress("World – The Paper", 8)
    await refresh(library)
    await library.older("world")
    site.feed(WORLD, rss("World", item(9, content="", summary="")))
    await refresh(library, "world")
    for ask in (
        library.search_site("harbour"),
        library.linked(f"{HOME}/a/"),
        library.pictures.bring(Picture(f"{HOME}/a.png", "")),
        library.document((await library.headlines("world"))[0]),
        library.forecast(WeatherConfig(place="Oslo"), ask=True),
    ):
        with suppress(GlobetermError):  # nothing of it is there: what counts is how it was asked for
            await ask
    assert len(site.requests) > 8
    reaches = {(request.url.host, request.extensions[REACH]) for request in site.requests}
    for host, reach in reaches:
        assert reach == Reach(private=False, sponsor=host)

"""What everyone in the library works with, given once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from globeterm.edition import Edition
    from globeterm.library.stores import Stores
    from globeterm.web.client import CachingClient
    from globeterm.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Means:
    """One edition, its stores, and the ways out: to the web, the workshop, the clock and to chance.

    ``client`` is called when the web is first needed, so that offline reading never loads it. ``now`` gives UTC,
    ``chance`` a number in [0, 1), the jitter of intervals. ``offline``: nothing is ever asked.
    """

    edition: Edition
    stores: Stores
    client: Callable[[], CachingClient]
    workshop: Workshop
    now: Callable[[], datetime]
    chance: Callable[[], float]
    offline: bool = False

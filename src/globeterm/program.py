"""What this program calls itself, to the reader and to the sites it asks."""

from typing import Final

NAME: Final = "globeterm"
VERSION: Final = "0.1.0"
PROJECT: Final = "https://github.com/globeterm/globeterm"
USER_AGENT: Final = f"{NAME}/{VERSION} (+{PROJECT})"

"""Loads the parts of the library that bring the parsers along, without holding up the screen."""

import asyncio
import sys
from importlib import import_module


async def load(module: str) -> None:
    """Load a module on a thread, if it isn't there: it takes as long as ten frames of the screen."""
    if module not in sys.modules:
        await asyncio.to_thread(import_module, module)

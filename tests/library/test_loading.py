"""Parts that are loaded late hold nothing up."""

import sys
import threading

import pytest

from globeterm.library import loading


async def test_what_is_loaded_late_is_loaded_on_a_thread_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    threads: list[str] = []
    bring = loading.import_module

    def noted(name: str) -> object:
        threads.append(threading.current_thread().name)
        return bring(name)

    monkeypatch.setattr(loading, "import_module", noted)
    await loading.load("colorsys")
    await loading.load("colorsys")
    assert "colorsys" in sys.modules
    assert len(threads) == 1
    assert threads[0] != threading.main_thread().name

"""What the workshop's process does to itself, done here: nothing of it stays (SEC-07)."""

import multiprocessing
import os
import resource
import signal
import sys
import threading
from pathlib import Path

import pytest

from globeterm import confinement, workshop


@pytest.mark.parametrize(("most", "limit"), [(100, 100), (-1, 1 << 30)], ids=["bounded", "unbounded"])
def test_limits_are_never_raised_above_what_the_system_allows(monkeypatch, most, limit):
    set_to = {}
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (most, most))
    monkeypatch.setattr(resource, "setrlimit", set_to.__setitem__)
    confinement._limit_memory(1 << 30)
    assert set_to[resource.RLIMIT_DATA] == (limit, limit)
    assert set_to[resource.RLIMIT_AS] == ((100, 100) if most == 100 else (limit + confinement.CODE_BYTES,) * 2)
    assert set_to[resource.RLIMIT_CORE] == (0, 0)
    confinement.limit_task(5000)
    assert set_to[resource.RLIMIT_DATA] == (min(limit, 5000), most)
    confinement.limit_processor(1_000_000)
    soft, hard = set_to[resource.RLIMIT_CPU]
    assert hard == most
    assert soft == 100 if most == 100 else soft > 1_000_000


def test_settling_in(monkeypatch):
    """SEC-07: with its limit of memory, of which neither a thread's stack nor freed blocks take anything."""
    signals = {}
    limited = []
    monkeypatch.setattr(threading, "stack_size", limited.append)
    monkeypatch.setattr(confinement, "give_large_blocks_back", lambda: limited.append("tidy"))
    monkeypatch.setattr(signal, "signal", signals.__setitem__)
    monkeypatch.setattr(confinement, "_limit_memory", limited.append)
    monkeypatch.setattr(confinement, "_silence", lambda: limited.append("silent"))
    monkeypatch.setattr(confinement, "_follow_parent", lambda: limited.append("following"))
    confinement.settle_in(1 << 30)
    assert signals == {signal.SIGINT: signal.SIG_IGN, signal.SIGTERM: signal.SIG_DFL}
    assert limited[:4] == ["silent", "tidy", 1 << 30, confinement.SMALL_STACK]


def test_the_streams_lead_nowhere(monkeypatch):
    led = []
    monkeypatch.setattr(os, "dup2", lambda source, stream: led.append((os.fstat(source).st_rdev, stream)))
    confinement._silence()
    nowhere = Path(os.devnull).stat().st_rdev
    assert led == [(nowhere, 0), (nowhere, 1), (nowhere, 2)]


@pytest.mark.parametrize("has_parent", [True, False])
def test_it_follows_its_parent(monkeypatch, has_parent):
    class EndedError(Exception):
        pass

    class Parent:
        joined = False

        def join(self):
            self.joined = True

    parent = Parent()

    def leave(code):
        raise EndedError(code)

    monkeypatch.setattr(multiprocessing, "parent_process", lambda: parent if has_parent else None)
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(EndedError):
        confinement._follow_parent()
    assert parent.joined is has_parent


def test_platforms_without_these_limits_do_without_them(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with workshop._interrupts_held():
        confinement._limit_memory(1)
        confinement.limit_processor(1)
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 1

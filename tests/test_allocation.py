"""Large blocks go back to the system (SEC-07): seen in a process of its own, whose allocator nobody has tuned."""

import ctypes
import subprocess
import sys
from typing import ClassVar

import pytest

from globeterm import allocation

#: A large block is freed; the next one is smaller, and a small one that stays lies behind it in the heap.
CODE = """
import sys
from globeterm.allocation import give_large_blocks_back
if sys.argv[1] == "tuned":
    give_large_blocks_back()
def megabytes():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6
one = bytes(20_000_000); del one
before = megabytes()
two = b"x" * 15_000_000
kept = [bytes(600) for _ in range(2000)]
del two
print(megabytes() - before)
"""


def growth(how: str) -> float:
    done = subprocess.run([sys.executable, "-c", CODE, how], capture_output=True, text=True, check=True)
    return float(done.stdout)


@pytest.mark.skipif(sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="another allocator")
def test_sec_07_what_a_large_document_took_is_given_back() -> None:
    assert growth("as it is") > 10
    assert growth("tuned") < 5


def test_sec_07_both_thresholds_are_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        fixed: ClassVar[dict[int, int]] = {}

        def mallopt(self, parameter: int, value: int) -> None:
            self.fixed[parameter] = value

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: Library())
    allocation.give_large_blocks_back()
    assert Library.fixed == {-1: allocation.LARGE, -3: allocation.LARGE}


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_another_allocator_is_left_alone(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    allocation.give_large_blocks_back()

"""One attempt at a host that can't be reached, and no waiting behind one that is only slow."""

import asyncio
from datetime import UTC, datetime

import pytest

from globeterm.library.rounds import Round
from globeterm.model import Validators
from globeterm.web.resource import FailureKind, FetchError, Resource, SentRequest

ONE, TWO, ELSEWHERE = "https://h/1/", "https://h/2/", "https://other/"


def answer(*, asked: bool = True) -> Resource:
    sent = (SentRequest(ONE, ()),) if asked else ()
    now = datetime(2025, 6, 18, tzinfo=UTC)
    return Resource(ONE, ONE, 200, "OK", "", None, b"", b"", "network" if asked else "cache", sent, Validators(), now)


class Answers:
    """Fetches that end when a test says so; ``begun`` are the addresses that were asked for."""

    def __init__(self, patience: float = 60) -> None:
        self.round = Round(patience)
        self.begun: list[str] = []
        self.ends: dict[str, asyncio.Future[Resource]] = {}

    async def ask(self, address: str) -> asyncio.Task[Resource]:
        async def fetch() -> Resource:
            self.begun.append(address)
            self.ends[address] = asyncio.get_running_loop().create_future()
            return await self.ends[address]

        task = asyncio.create_task(self.round.ask(address, fetch))
        await self.settle()
        return task

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)


async def test_pol_22_the_second_request_waits_for_the_first_and_other_hosts_do_not() -> None:
    answers = Answers()
    first, second = await answers.ask(ONE), await answers.ask(TWO)
    await answers.ask(ELSEWHERE)
    assert answers.begun == [ONE, ELSEWHERE]
    answers.ends[ONE].set_result(answer())
    assert (await first).status == 200
    await answers.settle()
    third = await answers.ask(ONE)
    assert answers.begun == [ONE, ELSEWHERE, TWO, ONE]
    for end in answers.ends.values():
        end.set_result(answer()) if not end.done() else None
    assert {(await task).status for task in (second, third)} == {200}


@pytest.mark.parametrize(
    ("kind", "more"), [("unreached", []), ("offline", []), ("resting", [TWO]), ("http", [TWO]), ("timeout", [TWO])]
)
async def test_pol_22_only_a_host_that_can_not_be_reached_is_left_alone(kind: FailureKind, more: list[str]) -> None:
    answers = Answers()
    first, second = await answers.ask(ONE), await answers.ask(TWO)
    answers.ends[ONE].set_exception(FetchError("It is away.", ONE, kind, retry_after=7))
    with pytest.raises(FetchError, match="It is away"):
        await first
    await answers.settle()
    assert answers.begun == [ONE, *more]
    if more:
        answers.ends[TWO].set_result(answer())
        await second
    else:
        with pytest.raises(FetchError, match="It is away") as caught:
            await second
        assert (caught.value.url, caught.value.kind, caught.value.retry_after) == (TWO, kind, 7)


async def test_an_answer_out_of_the_cache_says_nothing_of_the_host() -> None:
    answers = Answers()
    first, second = await answers.ask(ONE), await answers.ask(TWO)
    answers.ends[ONE].set_result(answer(asked=False))
    await first
    third = await answers.ask(ELSEWHERE.replace("other", "h"))
    assert answers.begun == [ONE, TWO]
    for task in (second, third):
        task.cancel()


async def test_sec_11_a_host_that_is_only_slow_keeps_nobody_waiting_for_long() -> None:
    answers = Answers(patience=0)
    await answers.ask(ONE)
    await answers.ask(TWO)
    await asyncio.sleep(0.01)
    assert answers.begun == [ONE, TWO]

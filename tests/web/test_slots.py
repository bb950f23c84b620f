"""Two requests a host, eight in all, in the order of asking."""

import asyncio

from globeterm.web.slots import Slots, Spacing


async def test_pol_30_no_host_gets_more_than_its_share_and_all_together_no_more_than_the_total() -> None:
    slots = Slots(total=3, per_host=2)
    running: list[str] = []
    begun: list[str] = []
    most: dict[str, int] = {}
    go_on = asyncio.Event()

    async def work(host: str) -> None:
        async with slots.hold(host):
            begun.append(host)
            running.append(host)
            most[host] = max(most.get(host, 0), running.count(host))
            most["all"] = max(most.get("all", 0), len(running))
            await go_on.wait()
            running.remove(host)

    tasks = [asyncio.create_task(work(host)) for host in "aaaabbb"]
    for _ in range(10):
        await asyncio.sleep(0)
    assert begun == ["a", "a", "b"]
    go_on.set()
    await asyncio.gather(*tasks)
    assert (most["a"], most["all"]) == (2, 3)
    assert most["b"] <= 2
    assert sorted(begun) == sorted("aaaabbb")
    assert not slots._hosts


async def test_pol_30_pol_31_polls_of_one_host_are_spaced_behind_the_first_few() -> None:
    """Thirteen sections take more than a second; another host and a later round begin at once."""
    waits: list[float] = []
    loop = asyncio.get_running_loop()
    start = loop.time()

    async def sleep(seconds: float) -> None:
        waits.append(loop.time() + seconds - start)

    spacing = Spacing(burst=4, seconds=10, sleep=sleep)
    for _ in range(13):
        await spacing.turn("h")
    assert [round(wait) for wait in waits] == [10, 20, 30, 40, 50, 60, 70, 80, 90]
    await spacing.turn("other")
    assert len(waits) == 9
    spacing._booked["h"] = start - 1
    await spacing.turn("h")
    assert len(waits) == 9

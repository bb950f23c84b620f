"""Two requests a host, eight in all, in the order of asking."""

import asyncio

from globeterm.web.slots import Slots


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

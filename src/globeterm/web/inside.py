"""A transport inside the program: answers are computed, nothing touches a network (the sample edition)."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import httpx


class ComputedAnswer(Protocol):
    """What the answering function gives back."""

    @property
    def status(self) -> int:
        """The status code."""

    @property
    def headers(self) -> Mapping[str, str] | Iterable[tuple[str, str]]:
        """The header fields, by name or as pairs."""

    @property
    def body(self) -> bytes:
        """The body, as it would go over the wire."""


#: Method, address and header fields (names in lower case) of a request; gives the answer. Pure, and thread-safe.
AnswerFunction = Callable[[str, str, Mapping[str, str]], ComputedAnswer]


def inside_transport(answer: AnswerFunction) -> httpx.AsyncBaseTransport:
    """A transport whose every answer is computed by ``answer``, away from the event loop."""
    return _InsideTransport(answer)


class _InsideTransport(httpx.AsyncBaseTransport):
    def __init__(self, answer: AnswerFunction) -> None:
        self._answer = answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        given = await asyncio.to_thread(self._answer, request.method, str(request.url), dict(request.headers))
        headers = given.headers.items() if isinstance(given.headers, Mapping) else given.headers
        return httpx.Response(given.status, headers=list(headers), stream=httpx.ByteStream(given.body))

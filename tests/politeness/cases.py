"""The rules of politeness as cases: what a test proves, in words that docs/politeness.md is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """One rule: its id, what the server does, what the program does then, and the test that sees to it."""

    id: str
    server: str
    program: str
    test: str


#: Every rule that has a test, filled as the tests are read.
CASES: list[Case] = []

Test = Callable[..., Any]


def politeness(id: str, server: str, program: str) -> Callable[[Test], Test]:  # noqa: A002 - the rule's own id
    """Note that the test below proves the rule ``id``."""

    def noted(test: Test) -> Test:
        CASES.append(Case(id, server, program, test.__name__))
        return test

    return noted

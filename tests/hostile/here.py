"""The workshop's tasks done in this process: the same functions in the same order, and no process for a command."""

from collections.abc import Callable
from typing import Any

import pytest

from globeterm.errors import BadInputError, GlobetermError
from globeterm.workshop import Workshop


@pytest.fixture
def workshop_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started; what a task raises is one sentence, as ever."""

    async def run(_: Workshop, fn: Callable[..., Any], *args: Any, what: str, memory: int | None = None) -> Any:
        try:
            return fn(*args)
        except GlobetermError:
            raise
        except Exception as error:
            raise BadInputError(f"{what} can't be read ({type(error).__name__})") from error

    monkeypatch.setattr(Workshop, "run", run)

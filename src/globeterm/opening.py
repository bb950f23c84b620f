"""Opening an address in the web browser: with which program and arguments (pure), and the start (SEC-03, SEC-19)."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from globeterm.addresses import safe_url

Which = Callable[[str], str | None]

_TEXT_BROWSERS: Final = frozenset({"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "www-browser"})
_OPENERS: Final = {"darwin": ("open",), "win32": ("explorer.exe",)}
_FREE_DESKTOP: Final = ("xdg-open", "wslview", "gio open")
#: A mail without an addressee, as this program itself writes it (``sharing.mail_address``); no other mail is opened.
_MAIL: Final = re.compile(r"mailto:\?subject=[\w.~%-]*&body=[\w.~%-]*", re.ASCII)
_FAR: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")


@dataclass(frozen=True, slots=True)
class Opener:
    """A program that opens an address. ``in_terminal``: a text browser, which needs the terminal to itself."""

    argv: tuple[str, ...]
    in_terminal: bool = False


@dataclass(frozen=True, slots=True)
class NoOpener:
    """No program can open the address here, and why; ``instead`` is what can be done instead."""

    reason: str
    instead: str = ""

    @property
    def sentence(self) -> str:
        """Both in one sentence."""
        return f"{self.reason}; {self.instead}" if self.instead else self.reason


def choose_opener(address: str, environment: Mapping[str, str], which: Which, platform: str) -> Opener | NoOpener:
    """The program that would open ``address``: ``$BROWSER`` first, then the desktop's own opener.

    ``$BROWSER`` is a list with colons between; "%s" in an entry stands for the address. No shell ever reads it, and
    the address is one argument: http, https, or a mail of our own. ``which`` finds a program, ``platform`` is as
    ``sys.platform``.
    """
    url = address if _MAIL.fullmatch(address) else safe_url(address)
    if url is None:
        return NoOpener("this address is not opened: only http and https addresses are")
    for entry in _entries(environment.get("BROWSER", "")):
        if which(entry[0]) is not None:
            return Opener(_with_address(entry, url), in_terminal=_name(entry[0]) in _TEXT_BROWSERS)
    if any(environment.get(name) for name in _FAR) and not environment.get("DISPLAY"):
        return NoOpener("a browser would open on the other machine, not here", f"copy the address: {url}")
    if platform not in _OPENERS and not _has_desktop(environment):
        return NoOpener("there is no desktop for a browser to open on", f"set BROWSER, or copy the address: {url}")
    for opener in _OPENERS.get(platform, _FREE_DESKTOP):
        if which(opener.split()[0]) is not None:
            return Opener((*opener.split(), url))
    return NoOpener("no program was found that opens web pages", f"set BROWSER, or copy the address: {url}")


def find_opener(address: str) -> Opener | NoOpener:
    """The program of this machine and environment that would open ``address``."""
    return choose_opener(address, os.environ, shutil.which, sys.platform)


def start(opener: Opener) -> str | None:
    """Start the opener and return at once; a sentence when it could not be started.

    Its words never reach the screen, and it outlives this program. A text browser is run in the terminal until it
    ends: the caller gives the terminal back first.
    """
    try:
        if opener.in_terminal:
            subprocess.run(opener.argv, check=False)  # noqa: S603 - an argv of our own, no shell
        else:
            process = subprocess.Popen(  # noqa: S603 - an argv of our own, no shell
                opener.argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            threading.Thread(target=process.wait, name="opener", daemon=True).start()
    except OSError as error:
        return f"{opener.argv[0]} could not be started: {error.strerror}"
    return None


def _entries(browser: str) -> list[list[str]]:
    """The programs of ``$BROWSER`` with their arguments; an entry with an open quote is passed over."""
    entries: list[list[str]] = []
    for entry in browser.split(os.pathsep):
        try:
            words = shlex.split(entry)
        except ValueError:
            continue
        if words:
            entries.append([word for word in words if word != "&"])
    return [entry for entry in entries if entry]


def _with_address(entry: list[str], url: str) -> tuple[str, ...]:
    if any("%s" in word for word in entry[1:]):
        return (entry[0], *(word.replace("%s", url) for word in entry[1:]))
    return (*entry, url)


def _name(program: str) -> str:
    return program.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".exe")


def _has_desktop(environment: Mapping[str, str]) -> bool:
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))

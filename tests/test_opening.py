"""Opening an address: which program, with exactly which arguments, and never a shell (SEC-03, SEC-19)."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from globeterm.opening import NoOpener, Opener, choose_opener, find_opener, start
from globeterm.sharing import mail_address

URL = "https://a.example/story/?a=1&b=2"
DESKTOP = {"DISPLAY": ":0"}


def chosen(
    address: str = URL,
    environment: Mapping[str, str] = DESKTOP,
    *,
    there: tuple[str, ...] = ("xdg-open", "firefox", "w3m", "open"),
    platform: str = "linux",
) -> Opener | NoOpener:
    def which(name: str) -> str | None:
        return f"/usr/bin/{name}" if name in there else None

    return choose_opener(address, environment, which, platform)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "--new-window",
        "-rf",
        "ftp://a.example/",
        "data:text/html,x",
        "https://a.example/\x1b[31m",
        "https://a.example/ $(id)",
        "|cmd",
        "",
        "smb://a/b",
        "ms-msdt:x",
    ],
)
def test_sec_03_only_web_addresses_are_opened(address: str) -> None:
    assert chosen(address) == NoOpener("this address is not opened: only http and https addresses are")


@pytest.mark.parametrize(
    ("browser", "argv"),
    [
        ("firefox", ("firefox", URL)),
        ("firefox --new-tab", ("firefox", "--new-tab", URL)),
        ("firefox 'a b' %s --x", ("firefox", "a b", URL, "--x")),
        ("firefox --url=%s", ("firefox", f"--url={URL}")),
        ("none:firefox", ("firefox", URL)),
        ("'open quote:firefox", ("firefox", URL)),
        ("firefox &", ("firefox", URL)),
        ("&:firefox", ("firefox", URL)),
        ("firefox; touch x", ("xdg-open", URL)),
        ("$(id)", ("xdg-open", URL)),
        ("::", ("xdg-open", URL)),
    ],
)
def test_sec_19_browser_is_an_argv_and_never_a_shell_line(browser: str, argv: tuple[str, ...]) -> None:
    assert chosen(environment={**DESKTOP, "BROWSER": browser}) == Opener(argv)


MAIL = mail_address("A “headline” & more, -rf $(id)", "The Globe Post", URL)


def test_sec_03_a_mail_of_our_own_is_one_argument() -> None:
    assert chosen(MAIL) == Opener(("xdg-open", MAIL))
    assert chosen(MAIL, {**DESKTOP, "BROWSER": "firefox --url=%s"}) == Opener(("firefox", f"--url={MAIL}"))


@pytest.mark.parametrize(
    "address",
    [
        "mailto:someone@a.example",
        "mailto:?subject=a&body=b&attach=/etc/passwd",
        "mailto:?subject=a&body=b&cc=x@a.example",
        "mailto:?subject=a b&body=c",
        "mailto:x@a.example?subject=a&body=b",
        "mailto:?subject=a&body=b\n",
        "MAILTO:?subject=a&body=b",
    ],
)
def test_sec_03_any_other_mail_is_not_opened(address: str) -> None:
    assert isinstance(chosen(address), NoOpener)
    assert chosen(address) == NoOpener("this address is not opened: only http and https addresses are")


def test_a_text_browser_is_told_apart() -> None:
    assert chosen(environment={"BROWSER": "w3m"}) == Opener(("w3m", URL), in_terminal=True)
    assert chosen(environment={"BROWSER": "/opt/bin/w3m"}, there=("/opt/bin/w3m",)) == Opener(
        ("/opt/bin/w3m", URL), in_terminal=True
    )


@pytest.mark.parametrize(
    ("environment", "there", "platform", "argv"),
    [
        (DESKTOP, ("xdg-open",), "linux", ("xdg-open", URL)),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ("gio",), "linux", ("gio", "open", URL)),
        ({"WSL_DISTRO_NAME": "Debian"}, ("wslview",), "linux", ("wslview", URL)),
        ({}, ("open",), "darwin", ("open", URL)),
        ({}, ("explorer.exe",), "win32", ("explorer.exe", URL)),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": "localhost:10.0"}, ("xdg-open",), "linux", ("xdg-open", URL)),
    ],
)
def test_every_desktop_has_its_opener(
    environment: Mapping[str, str], there: tuple[str, ...], platform: str, argv: tuple[str, ...]
) -> None:
    assert chosen(environment=environment, there=there, platform=platform) == Opener(argv)


@pytest.mark.parametrize(
    ("environment", "there", "beginning"),
    [
        ({"SSH_CONNECTION": "1 2 3 4"}, ("xdg-open",), "a browser would open on the other machine, not here; copy"),
        ({}, ("xdg-open",), "there is no desktop for a browser to open on; set BROWSER, or copy the address"),
        (DESKTOP, (), "no program was found that opens web pages; set BROWSER, or copy the address"),
    ],
)
def test_without_an_opener_copying_is_offered(
    environment: Mapping[str, str], there: tuple[str, ...], beginning: str
) -> None:
    """SEC-03."""
    opener = chosen(environment=environment, there=there)
    assert isinstance(opener, NoOpener)
    assert opener.sentence.startswith(beginning)
    assert opener.sentence.endswith(URL)


def fake_browser(tmp_path: Path) -> tuple[Path, Path]:
    """A browser that writes its arguments down, and the pipe it writes them to."""
    log = tmp_path / "log"
    os.mkfifo(log)
    program = tmp_path / "browser"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys\nprint('on the screen')\nprint('and there', file=sys.stderr)\n"
        f"facts = os.getsid(0) == os.getpid(), os.path.samestat(os.fstat(0), os.stat(os.devnull))\n"
        f"sys.stdout.flush()\nopen({str(log)!r}, 'w').write('\\n'.join([*sys.argv[1:], *map(str, facts)]))\n"
    )
    program.chmod(0o755)
    return program, log


@pytest.fixture
def keys() -> Iterator[None]:
    """A stdin that is not nothing, as a terminal's keys are not."""
    kept = os.dup(0)
    reading, writing = os.pipe()
    os.dup2(reading, 0)
    yield
    os.dup2(kept, 0)
    for one in (kept, reading, writing):
        os.close(one)


@pytest.mark.usefixtures("keys")
def test_sec_03_a_browser_gets_one_argument_and_a_session_of_its_own_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program, log = fake_browser(tmp_path)
    monkeypatch.setenv("BROWSER", str(program))
    opener = find_opener("https://a.example/$(id);x")
    assert isinstance(opener, Opener)
    assert start(opener) is None
    assert log.read_text().splitlines() == ["https://a.example/$(id);x", "True", "True"]
    assert capfd.readouterr() == ("", "")


def test_a_text_browser_has_the_terminal_until_it_ends(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "w3m"
    program.write_text(f"#!{sys.executable}\nprint('a page')\n")
    program.chmod(0o755)
    assert start(Opener((str(program), URL), in_terminal=True)) is None
    assert capfd.readouterr().out == "a page\n"


def test_a_browser_that_cannot_be_started_is_one_sentence(tmp_path: Path) -> None:
    assert start(Opener((str(tmp_path / "none"), URL))) == (
        f"{tmp_path / 'none'} could not be started: No such file or directory"
    )

"""However it ends: exit codes, signals, broken pipes, and never a traceback (SEC-20, FLT-06, FLT-14, FLT-20)."""

import os
import signal
import stat
import sys
import threading
from pathlib import Path

import pytest

from globeterm.__main__ import main
from globeterm.cli import crash, lists
from globeterm.cli.call import Call
from globeterm.cli.run import run
from globeterm.paths import find_paths
from globeterm.program import NAME, VERSION

from .conftest import NOON, Program, stock, story


def test_version(globe: Program) -> None:
    assert globe("--version").out == f"{NAME} {VERSION}\n"
    assert globe.alone("--version").out == f"{NAME} {VERSION}\n"


def test_wrong_use_is_one_sentence_and_2(globe: Program) -> None:
    shown = globe("lst")
    assert (shown.code, shown.out, shown.err) == (2, "", "globeterm: there is no command 'lst'; did you mean 'list'?\n")


def fail(call: Call) -> int:
    secret = "hunter2"  # noqa: F841
    raise RuntimeError("boom at https://me:hunter3@a.example/\x1b[31m")


def test_sec_20_an_unexpected_failure_is_one_line_and_a_report_without_secrets(
    globe: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "show_headlines", fail)
    shown = globe("list")
    report = globe.home / "state" / "crash.log"
    assert shown.code == 70
    assert (
        shown.err == f"globeterm: something went wrong inside globeterm (RuntimeError); the details are in {report}\n"
    )
    text = report.read_text()
    assert text.startswith(f"{NAME} {VERSION}, ")
    assert "RuntimeError: boom at https://a.example/[31m" in text
    assert "hunter2" not in text.replace('secret = "hunter2"', "")
    assert "hunter3" not in text
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_sec_20_what_was_said_on_the_command_line_stands_in_no_report(
    globe: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_with_secrets(call: Call) -> int:
        raise RuntimeError("hunter2 and swordfish")

    monkeypatch.setenv("MY_TOKEN", "swordfish")
    monkeypatch.setattr(lists, "show_headlines", fail_with_secrets)
    shown = globe("list", "--site", "http://me:hunter2@127.0.0.1:9")
    text = (globe.home / "state" / "crash.log").read_text()
    assert "RuntimeError: *** and ***" in text
    assert "hunter2" not in text + shown.err


def test_sec_20_the_latest_reports_are_kept_and_no_more(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path), {})
    for number in range(8):
        error = RuntimeError(f"failure {number} " + "x" * 40_000)
        assert crash.write_report(error, paths, NOON) == paths.crash_file
    text = paths.crash_file.read_text()
    assert len(text) == crash.ALL
    assert [f"failure {number}" in text for number in range(8)] == [False] * 4 + [True] * 4
    assert text.index("failure 7") < text.index("failure 6")
    paths.crash_file.chmod(0o644)
    crash.write_report(RuntimeError(), paths, NOON)
    assert stat.S_IMODE(paths.crash_file.stat().st_mode) == 0o600


def test_flt_46_a_failure_while_a_failure_is_told_is_one_line_too(
    globe: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_again(*_: object) -> None:
        raise ValueError("hunter2")

    monkeypatch.setattr(lists, "show_headlines", fail)
    monkeypatch.setattr(crash, "write_report", fail_again)
    shown = globe("list")
    assert (shown.code, shown.err) == (70, "globeterm: something went wrong inside globeterm (RuntimeError)\n")
    monkeypatch.setattr("globeterm.cli.output.Output.message", fail_again)
    assert globe("list").code == 70


def test_sec_20_a_report_that_cannot_be_written_is_done_without(
    globe: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "show_headlines", fail)
    globe.home.write_text("a file where the folder should be")
    assert globe("list").err == "globeterm: something went wrong inside globeterm (RuntimeError)\n"


def test_sec_20_even_the_parser_may_fail(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def parse(argv: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("globeterm.cli.run.parse", parse)
    assert run(["list"]) == 70
    assert capsys.readouterr().err == "globeterm: something went wrong inside globeterm (RuntimeError)\n"


def test_flt_14_ctrl_c_before_anything_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(argv: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("globeterm.cli.run.run", interrupt)
    assert main([]) == 130


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("list", "--edition", "a" * 300), 2, "there is no edition"),
        (("list", "--edition", "~nobody-of-this-name"), 2, "is in the home folder of a user who is not known here"),
        (("list", "--config", "~nobody-of-this-name/x"), 2, "is in the home folder of a user who is not known here"),
        (("paths", "--home", "~nobody-of-this-name"), 2, "is in the home folder of a user who is not known here"),
        (("list", "--home", "a" * 300), 73, "can't be used: File name too long"),
        (("sections", "--site", "ftp://me:hunter2@a.example/"), 2, "not 'ftp://a.example/'"),
    ],
    ids=range(6),
)
def test_sec_12_no_name_of_a_file_is_a_failure_nobody_expected(
    globe: Program, argv: tuple[str, ...], code: int, said: str
) -> None:
    """SEC-14: and no password is printed."""
    shown = globe(*argv)
    assert (shown.code, said in shown.err) == (code, True), shown.err


def test_ctrl_c_is_130_and_says_nothing(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(call: Call) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(lists, "show_headlines", interrupt)
    shown = globe("list")
    assert (shown.code, shown.out, shown.err) == (130, "", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_flt_14_a_signal_ends_a_command_as_128_and_its_number(
    globe: Program, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    def wait(call: Call) -> int:
        assert signal.getsignal(number) is not signal.SIG_DFL
        os.kill(os.getpid(), number)
        signal.pause()
        return 0

    monkeypatch.setattr(lists, "show_headlines", wait)
    assert globe("list").code == 128 + number


def test_flt_20_a_reader_of_a_pipe_that_goes_away_is_no_failure(globe: Program) -> None:
    stock(globe.home, {"world World": [story(number % 250, entry_id=str(number)) for number in range(2000)]})
    with globe.start("list", "-n", "2000") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in {0, 141}


def test_flt_20_a_broken_pipe_is_141(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(call: Call) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(lists, "show_headlines", break_off)
    assert globe("list").code == 141


def test_flt_14_flt_43_on_a_platform_without_sighup(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "SIGHUP")
    assert globe("list").code == 0


def test_flt_14_what_nohup_has_silenced_stays_silent(globe: Program) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    assert globe("list").code == 0
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL


def test_outside_of_the_main_thread_no_signal_is_touched(globe: Program) -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(run(["--home", str(globe.home), "list"])))
    thread.start()
    thread.join()
    assert codes == [0]


def test_flt_20_a_pipe_that_is_closed_already_is_no_failure(globe: Program) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with globe.start("keys", stdout=writing) as process:
        os.close(writing)
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode in {0, 141}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("count", ["1", "2000"])
def test_flt_04_an_output_that_takes_no_more_is_73_and_one_line(globe: Program, count: str) -> None:
    stock(globe.home, {"world World": [story(number % 250, entry_id=str(number)) for number in range(1000)]})
    with Path("/dev/full").open("wb") as full, globe.start("list", "-n", count, stdout=full) as process:
        assert process.stderr is not None
        assert process.stderr.read() == b"globeterm: the output can't be written: No space left on device\n"
    assert process.returncode == 73


@pytest.mark.parametrize(
    ("environment", "dash"),
    [
        ({"LC_ALL": "C", "LANG": "C"}, "·"),
        ({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "|"),
        ({"PYTHONIOENCODING": "ascii"}, "|"),
    ],
)
def test_flt_21_utf_8_in_the_c_locale_and_ascii_where_that_is_impossible(
    stocked: Program, environment: dict[str, str], dash: str
) -> None:
    shown = stocked.alone("list", environment=environment)
    assert shown.code == 0
    assert shown.out.splitlines()[1] == f"   unread {dash} Abena Fosu {dash} 17 Nov 2019 {dash} 4 min {dash} full text"
    assert stocked.alone("read", "3", "--json", environment=environment).json["more_on_subject"][0]["title"] == (
        "Last Year’s Strike"
    )
    assert stocked.alone("read", "3", environment=environment).code == 0


def test_flt_06_a_home_that_cannot_be_made_is_73_and_one_line(globe: Program, tmp_path: Path) -> None:
    globe.home.write_text("a file")
    shown = globe("save", "1")
    assert shown.code == 73
    assert shown.err.count("\n") == 1
    assert "--home" in shown.err


def test_flt_40_a_broken_edition_file_is_78(globe: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('name = "A"\nhmoe = "https://a.example"\n')
    shown = globe("list", "--edition", str(path))
    assert shown.code == 78
    assert shown.err == f"globeterm: {path}:2: unknown key 'hmoe'; did you mean 'home'?\n"


@pytest.mark.filterwarnings("ignore:'globeterm.__main__' found:RuntimeWarning")
def test_the_module_runs_as_a_program() -> None:
    import runpy

    argv, sys.argv = sys.argv, ["globeterm", "--version"]
    try:
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("globeterm", run_name="__main__")
    finally:
        sys.argv = argv
    assert ended.value.code == 0

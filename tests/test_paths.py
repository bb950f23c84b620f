"""Where the files are (CNV-01, FLT-06)."""

import stat
import sys
from pathlib import Path

import platformdirs
import pytest

from globeterm.errors import EXIT_CANNOT_CREATE, StorageError
from globeterm.paths import Paths, find_paths, make_folder


def test_cnv_01_flt_06_one_folder_holds_all_four_and_the_option_comes_first(tmp_path: Path) -> None:
    expected = Paths(tmp_path / "config", tmp_path / "data", tmp_path / "cache", tmp_path / "state")
    assert find_paths(str(tmp_path), {}) == expected
    assert find_paths(None, {"GLOBETERM_HOME": str(tmp_path)}) == expected
    assert find_paths(str(tmp_path), {"GLOBETERM_HOME": "/elsewhere"}) == expected
    assert list(tmp_path.iterdir()) == []


def test_the_named_folder_may_be_relative_or_below_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert find_paths("here", {}).config == tmp_path / "here" / "config"
    assert find_paths("~/there", {}).config == tmp_path / "me" / "there" / "config"


def test_the_files_have_their_places(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path), {})
    assert paths.config_file == tmp_path / "config" / "config.toml"
    assert paths.library_file == tmp_path / "data" / "library.sqlite"
    assert paths.cache_file == tmp_path / "cache" / "cache.sqlite"
    assert paths.crash_file == tmp_path / "state" / "crash.log"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is how Linux does it")
def test_cnv_01_xdg_is_followed_and_relative_values_are_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    environment = {"XDG_CONFIG_HOME": "/etc/me", "XDG_DATA_HOME": "relative/data"}
    assert find_paths(None, environment) == Paths(
        config=Path("/etc/me/globeterm"),
        data=tmp_path / ".local" / "share" / "globeterm",
        cache=tmp_path / ".cache" / "globeterm",
        state=tmp_path / ".local" / "state" / "globeterm",
    )


def test_flt_06_without_a_home_folder_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs.PlatformDirs, "user_config_path", property(lambda self: Path("~/.config")))
    with pytest.raises(
        StorageError, match="there is no home folder; say where to keep things with --home DIR"
    ) as raised:
        find_paths(None, {})
    assert raised.value.exit_code == EXIT_CANNOT_CREATE


def test_a_folder_is_made_for_its_user_alone(tmp_path: Path) -> None:
    """SEC-18."""
    folder = make_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert make_folder(folder) == folder


def test_flt_06_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"can't be made: .*; choose another with --home DIR") as raised:
        make_folder(tmp_path / "file" / "data")
    assert raised.value.exit_code == EXIT_CANNOT_CREATE


def test_flt_06_a_folder_that_cannot_be_written_to_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(StorageError, match="can't be written to"):
        make_folder(tmp_path)

"""Where the program keeps its files: four folders, the platform's or below one the reader names (CNV-01, FLT-06)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from globeterm.errors import StorageError
from globeterm.program import NAME
from globeterm.strict_toml import named_path

HOME_VARIABLE: Final = "GLOBETERM_HOME"

_XDG: Final = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


@dataclass(frozen=True, slots=True)
class Paths:
    """The four folders. They are made when something is first put into them, never before."""

    config: Path
    data: Path
    cache: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """The configuration file, which is only ever read."""
        return self.config / "config.toml"

    @property
    def library_file(self) -> Path:
        """The reader's articles and marks."""
        return self.data / "library.sqlite"

    @property
    def cache_file(self) -> Path:
        """Copies of what the web answered; may be deleted at any time."""
        return self.cache / "cache.sqlite"

    @property
    def crash_file(self) -> Path:
        """What is known of the last failure that nobody expected."""
        return self.state / "crash.log"


def find_paths(home: str | None, environment: Mapping[str, str]) -> Paths:
    """The folders: below ``home`` if given, else below ``$GLOBETERM_HOME``, else the platform's own.

    Raises StorageError when the platform's cannot be told, because there is no home folder, or no folder can be called
    so; UsageError for the home folder of a user who is not known.
    """
    chosen = home or environment.get(HOME_VARIABLE)
    if chosen:
        root = named_path(chosen).absolute()
        _check_name(root)
        return Paths(root / "config", root / "data", root / "cache", root / "state")
    try:
        return Paths(**{kind: _platform_folder(kind, environment) for kind in _XDG})
    except RuntimeError as error:
        raise StorageError(
            f"there is no home folder; say where to keep things with --home DIR or {HOME_VARIABLE}"
        ) from error


def make_folder(folder: Path) -> Path:
    """``folder`` itself, made for this user alone (0700) if it is not there. Raises StorageError, exit 73."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the folder {folder} can't be made: {error.strerror}; choose another with --home DIR or {HOME_VARIABLE}"
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StorageError(
            f"the folder {folder} can't be written to; choose another with --home DIR or {HOME_VARIABLE}"
        )
    return folder


def _check_name(folder: Path) -> None:
    try:
        folder.exists()
    except OSError as error:
        sentence = f"the folder {folder} can't be used: {error.strerror}"
        raise StorageError(sentence) from error


def _platform_folder(kind: str, environment: Mapping[str, str]) -> Path:
    """One of the platform's folders. A relative XDG value is ignored, as the XDG base directory specification asks."""
    variable, default = _XDG[kind]
    value = environment.get(variable, "")
    if value:
        return (Path(value) if Path(value).is_absolute() else Path.home() / default) / NAME
    from platformdirs import PlatformDirs  # noqa: PLC0415 - 10 ms that --home saves

    folder: Path = getattr(PlatformDirs(NAME, appauthor=False), f"user_{kind}_path")
    if not folder.is_absolute():
        raise RuntimeError(folder)
    return folder

"""TOML files that people write by hand: read strictly, so that a slip is named where it stands (FLT-40).

``tomllib`` knows no line numbers of what it has read, so a small scan of the text finds the line of a key again.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from globeterm.errors import ConfigError, UsageError

FILE_BYTES: Final = 1_000_000

#: The way to a value: names of tables, and the numbers of tables in an array of tables.
Way = tuple[str | int, ...]

_HEADER: Final = re.compile(r"\s*(\[\[?)(?P<name>[^\[\]]+)\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(r"""\s*(?P<name>(?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PLACE: Final = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_TWICE: Final = ("Cannot overwrite a value", "Cannot declare", "Cannot mutate", "Duplicate inline table key")
_KINDS: Final = {str: "text", bool: "true or false", int: "a whole number", list: "a list", dict: "a table"}


@dataclass(frozen=True, slots=True)
class Source:
    """One TOML file: where it is and what it says."""

    path: Path
    text: str

    def line_of(self, way: Way) -> int | None:
        """The number of the line where a value stands, or else the nearest table around it; None at the top."""
        lines = _lines_of_keys(self.text)
        while way:
            if way in lines:
                return lines[way]
            way = way[:-1]
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file, whose values are taken out by name and kind."""

    source: Source
    values: dict[str, object]
    way: Way = ()

    def only(self, *keys: str, what: str = "key", inside: Mapping[str, Sequence[str]] | None = None) -> None:
        """Raise ConfigError when the table holds any other key, naming the nearest of those that it may hold.

        ``inside`` is what its tables may hold, by their names: a key may have been written above its table.
        """
        known = {name: f"[{table}] {name}" for table, names in (inside or {}).items() for name in names}
        known |= {key: key for key in keys}
        for key in self.values:
            if key not in keys:
                near = nearest(key, list(known))
                raise self.error(f"unknown {what}", key, nearest=known[near] if near is not None else None)

    def text(self, key: str) -> str:
        """A text that must be there. Raises ConfigError when it is not, or is no text."""
        value = self.optional_text(key)
        if value is None:
            raise self.error("there is no", key, way=self.way)
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None when it is not there."""
        return cast("str | None", self._take(key, str))

    def flag(self, key: str, *, default: bool) -> bool:
        """A truth value."""
        value = self._take(key, bool)
        return default if value is None else cast("bool", value)

    def number(self, key: str, *, default: int, least: int, most: int) -> int:
        """A whole number between two limits, both included."""
        value = self._take(key, int)
        if value is None:
            return default
        if not least <= cast("int", value) <= most:
            raise self.error(f"must be between {least} and {most}:", key)
        return cast("int", value)

    def choice(self, key: str, options: Sequence[str], *, what: str) -> str:
        """One of ``options``, the first when it is not there; ``what`` says in a few words what they are."""
        value = self.optional_text(key)
        if value is None:
            return options[0]
        if value not in options:
            raise self.error(f"{value!r} is no {what}:", key, nearest=nearest(value, options) or options[0])
        return value

    def table(self, key: str) -> "Table":
        """A table inside this one; empty when it is not there."""
        value = self._take(key, dict)
        return Table(self.source, cast("dict[str, object]", value or {}), (*self.way, key))

    def tables(self, key: str) -> "list[Table]":
        """An array of tables; empty when it is not there."""
        values = cast("list[object]", self._take(key, list) or [])
        if not all(isinstance(value, dict) for value in values):
            raise self.error(f"must be tables, [[{key}]]:", key)
        return [
            Table(self.source, cast("dict[str, object]", value), (*self.way, key, index))
            for index, value in enumerate(values)
        ]

    def texts(self, key: str) -> tuple[str, ...] | None:
        """One text or a list of texts; None when it is not there."""
        value = self.values.get(key)
        if value is None:
            return None
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in values):
            raise self.error("must be text, or a list of texts:", key)
        return tuple(values)

    def error(self, problem: str, key: str, *, nearest: str | None = None, way: Way | None = None) -> ConfigError:
        """An error at a key of this table, or at the table itself when the key is not there."""
        line = self.source.line_of((*self.way, key) if way is None else way)
        return ConfigError(self.source.path, problem, line=line, key=key, nearest=nearest)

    def _take(self, key: str, kind: type) -> object:
        value = self.values.get(key)
        if value is not None and type(value) is not kind:
            raise self.error(f"must be {_KINDS[kind]}:", key)
        return value


def named_path(written: str) -> Path:
    """The path that a person wrote, ``~`` made a home folder. Raises UsageError for that of a user who is not known."""
    try:
        return Path(written).expanduser()
    except RuntimeError as error:
        raise UsageError(f"{written!r} is in the home folder of a user who is not known here") from error


def read_toml(path: Path) -> Table:
    """The top table of a TOML file. Raises ConfigError when it is missing, can't be read, or is not TOML."""
    try:
        with path.open("rb") as file:
            body = file.read(FILE_BYTES + 1)
    except OSError as error:
        raise ConfigError(path, f"this file can't be read: {error.strerror}") from error
    if len(body) > FILE_BYTES:
        raise ConfigError(path, f"this file is larger than {FILE_BYTES // 1000} kB")
    try:
        source = Source(path, body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ConfigError(path, "this is not UTF-8 text", line=line) from error
    try:
        return Table(source, tomllib.loads(source.text))
    except tomllib.TOMLDecodeError as error:
        raise _broken(source, str(error)) from error
    except RecursionError as error:
        raise ConfigError(path, "this file is nested too deeply") from error


def nearest(word: str, words: Sequence[str]) -> str | None:
    """The word of ``words`` that is most like ``word``, any case, if one is like it at all."""
    folded = {known.casefold(): known for known in words}
    close = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.5)
    return folded[close[0]] if close else None


def _broken(source: Source, message: str) -> ConfigError:
    """What ``tomllib`` says, with its place as a line and, for a key given twice, the key."""
    lines = source.text.splitlines() or [""]
    place = _PLACE.search(message)
    line = int(place["line"]) if place and place["line"] else len(lines)
    problem = _PLACE.sub("", message)
    if problem.startswith(_TWICE):
        written = lines[min(line, len(lines)) - 1]
        given = _KEY.match(written) or _HEADER.match(written)
        return ConfigError(source.path, "given twice:", line=line, key=given["name"].strip() if given else None)
    return ConfigError(source.path, f"this is not TOML: {problem[:1].lower()}{problem[1:]}", line=line)


def _lines_of_keys(text: str) -> dict[Way, int]:
    """The line of every key and table header in a text that is valid TOML."""
    lines: dict[Way, int] = {}
    sizes: dict[Way, int] = {}
    table: Way = ()
    quoted: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if quoted is None:
            if header := _HEADER.match(line):
                table = _table_way(_names(header["name"]), sizes, is_array=header[1] == "[[")
                lines.setdefault(table, number)
                lines.setdefault(table[:-1], number)
            elif key := _KEY.match(line):
                lines.setdefault((*table, *_names(key["name"])), number)
        quoted = _quote_left_open(line, quoted)
    return lines


def _table_way(names: list[str], sizes: dict[Way, int], *, is_array: bool) -> Way:
    """The way to the table of a header; a name of an array of tables means its last one so far."""
    way: Way = ()
    for depth, name in enumerate(names, 1):
        way = (*way, name)
        if is_array and depth == len(names):
            sizes[way] = sizes.get(way, 0) + 1
        if way in sizes:
            way = (*way, sizes[way] - 1)
    return way


def _names(dotted: str) -> list[str]:
    """The names in a dotted key, read by ``tomllib`` itself."""
    names: list[str] = []
    value: object = tomllib.loads(f"{dotted} = 0")
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        names.append(name)
    return names


def _quote_left_open(line: str, quoted: str | None) -> str | None:
    """The mark of the text of several lines that is still open after ``line``."""
    for mark in re.findall(r'"""|\'\'\'', line):
        if quoted is None:
            quoted = mark
        elif quoted == mark:
            quoted = None
    return quoted

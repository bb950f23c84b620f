"""Whatever a configuration or an edition file says, it is read, or refused in one clean sentence (FLT-40, SEC-01)."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from globeterm.config import KEYS, load_config
from globeterm.edition import load_edition
from globeterm.errors import ConfigError
from globeterm.text import is_clean

from .payloads import ESCAPES, MARKUP

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
COMMANDS = ("quit", "refresh", "next", "open")
NAMES = (
    *("name", "home", "newsletter", "sections", "pages", "slug", "feed", "url", "address", "edition", "keys", "nam"),
    *KEYS,
    *(key for keys in KEYS.values() for key in keys),
    *COMMANDS,
)
texts = st.one_of(
    st.sampled_from([*ESCAPES.values(), *MARKUP, "https://paper.example", "/world/", "javascript:x", "auto", "q", ""]),
    st.text(max_size=12),
)
escaped = texts.map(
    lambda text: (
        '"' + "".join(f"\\U{ord(one):08X}" if ord(one) < 0xD800 or ord(one) > 0xDFFF else "" for one in text) + '"'
    )
)
values = st.recursive(
    st.one_of(
        escaped,
        st.integers().map(str),
        st.sampled_from(["true", "false", "1e99", "nan", "1979-05-27", "'x'", '"', "["]),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda some: f"[{', '.join(some)}]"),
    max_leaves=4,
)
names = st.one_of(st.sampled_from(NAMES), escaped)
headers = st.one_of(
    names.map("[{}]".format), names.map("[[{}]]".format), st.tuples(names, names).map("[{0[0]}.{0[1]}]".format)
)
lines = st.one_of(st.tuples(names, values).map(" = ".join), headers, texts)
files = st.lists(lines, max_size=10).map("\n".join)
WHOLE = (
    'name = "Paper"\nhome = "https://paper.example"\n[[sections]]\nname = "World"\nslug = "world"\nfeed = "/world/"\n'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "any.toml"


def assert_said(error: ConfigError) -> None:
    assert is_clean(str(error)), repr(str(error))


@SETTINGS
@given(files)
def test_flt_40_any_configuration_is_read_or_one_clean_sentence(path: Path, said: str):
    path.write_text(said, encoding="utf-8", errors="replace")
    try:
        load_config(path, commands=COMMANDS)
    except ConfigError as error:
        assert_said(error)


@SETTINGS
@given(files, st.booleans())
def test_flt_40_any_edition_is_read_or_one_clean_sentence(path: Path, said: str, is_whole: bool):
    """FLT-40, SEC-01: and what is read shows nothing that a terminal obeys."""
    path.write_text(WHOLE + said if is_whole else said, encoding="utf-8", errors="replace")
    with suppress(ConfigError):
        edition = load_edition(path)
        assert is_clean(edition.name + edition.home)
        assert all(is_clean(section.name + edition.feed_address(section)) for section in edition.walk())
    try:
        load_edition(path)
    except ConfigError as error:
        assert_said(error)

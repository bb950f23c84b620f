"""The configuration: read strictly, never written (FLT-40, CNV-07)."""

import tomllib
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from globeterm.commands import COMMANDS, command_ids, story_command_ids
from globeterm.config import (
    PLACES,
    THEMES,
    Config,
    ReaderConfig,
    SyncConfig,
    WeatherConfig,
    example_config,
    load_config,
)
from globeterm.errors import EXIT_CONFIG, ConfigError
from globeterm.ui.themes import OWN

IDS = command_ids()


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path) -> None:
    assert load_config(tmp_path / "config.toml", commands=IDS) == Config()


def test_a_file_that_the_reader_names_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read: No such file"):
        load_config(tmp_path / "config.toml", commands=IDS, must_exist=True)


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """\
edition = "sample"
[reader]
theme = "globe-dark"
pictures = false
measure = 66
justify = true
[sync]
stories = 30
pictures = false
[keys]
open = "x"
back = ["q", "left"]
undo = []
"""
    path = written(tmp_path, text)
    assert load_config(path, commands=IDS) == Config(
        edition="sample",
        reader=ReaderConfig(theme="globe-dark", pictures=False, measure=66, justify=True),
        sync=SyncConfig(stories=30, pictures=False),
        keys={"open": ("x",), "back": ("q", "left"), "undo": ()},
    )
    assert path.read_text(encoding="utf-8") == text


def test_the_weather_is_told_of_the_place_that_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "[weather]\nplace = 'Oslo'\nunits = 'celsius'\nenabled = false\n")
    assert load_config(path, commands=IDS).weather == WeatherConfig(enabled=False, place="Oslo", units="celsius")


def test_another_weather_service_is_asked_for_everything_unless_it_is_told_otherwise(tmp_path: Path) -> None:
    path = written(tmp_path, "[weather]\naddress = 'http://127.0.0.1:8099/'\n")
    weather = load_config(path, commands=IDS).weather
    assert (weather.address, weather.places) == ("http://127.0.0.1:8099", "http://127.0.0.1:8099")
    path = written(tmp_path, "[weather]\naddress = 'http://127.0.0.1:8099/'\nplaces = 'https://places.example'\n")
    assert load_config(path, commands=IDS).weather.places == "https://places.example"
    assert WeatherConfig().places == PLACES


def test_an_edition_file_is_looked_for_beside_the_configuration(tmp_path: Path) -> None:
    path = written(tmp_path, 'edition = "mine.toml"')
    assert load_config(path, commands=IDS).edition == str(tmp_path / "mine.toml")
    path = written(tmp_path, 'edition = "/somewhere/mine.toml"')
    assert load_config(path, commands=IDS).edition == "/somewhere/mine.toml"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("editon = 'x'", "config.toml:1: unknown key 'editon'; did you mean 'edition'?"),
        ("thmee = 'x'", "config.toml:1: unknown key 'thmee'; did you mean '[reader] theme'?"),
        ("\n[reader]\nthme = 'x'", "config.toml:3: unknown key 'thme'; did you mean 'theme'?"),
        ("[reader]\nmeasure = 10", "config.toml:2: must be between 40 and 120: 'measure'"),
        ("[reader]\nmeasure = 'wide'", "config.toml:2: must be a whole number: 'measure'"),
        (
            "[reader]\ngraphics = 'sixels'",
            "config.toml:2: 'sixels' is no way to show pictures: 'graphics'; did you mean 'sixel'?",
        ),
        ("[reader]\nthmee = 1", "config.toml:2: unknown key 'thmee'; did you mean 'theme'?"),
        ("[wether]\nplace = 'Oslo'", "config.toml:1: unknown key 'wether'; did you mean 'weather'?"),
        ("[weather]\nplce = 'Oslo'", "config.toml:2: unknown key 'plce'; did you mean 'place'?"),
        (
            "[weather]\nunits = 'Celcius'",
            "config.toml:2: 'Celcius' is no unit of temperature: 'units'; did you mean 'celsius'?",
        ),
        ("[weather]\nplace = ' '", "config.toml:2: must name a place: 'place'"),
        ("[weather]\nenabled = 1", "config.toml:2: must be true or false: 'enabled'"),
        ("[weather]\n\naddress = 'ftp://x.example'", "config.toml:3: must be an http or https address: 'address'"),
        ("[weather]\nplaces = 'https://x.example/?a=b'", "config.toml:2: must be an http or https address: 'places'"),
        ("[reader]\npictures = 'no'", "config.toml:2: must be true or false: 'pictures'"),
        ("[keys]\nopne = 'x'", "config.toml:2: unknown command 'opne'; did you mean 'open'?"),
        ("[keys]\nopen = 3", "config.toml:2: must be text, or a list of texts: 'open'"),
        ("[keys]\nopen = ''", "config.toml:2: '' is no key, for the command 'open'"),
        ("[keys]\nopen = 'a,b'", "config.toml:2: 'a,b' is no key, for the command 'open'"),
        ("[keys]\nopen = 'x'\nback = 'x'", "config.toml:3: the key 'x' is given to 'open' too, and to 'back'"),
        ("keys = 3", "config.toml:1: must be a table: 'keys'"),
        ("reader = [", "config.toml:1: this is not TOML"),
    ],
)
def test_flt_40_a_mistake_is_named_with_line_key_and_nearest(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_config(written(tmp_path, text), commands=IDS)
    assert sentence in str(raised.value)
    assert raised.value.exit_code == EXIT_CONFIG


def test_flt_40_a_theme_that_is_not_there_is_named_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, "[reader]\nmeasure = 60\ntheme = 'globe-drak'\n")
    with pytest.raises(ConfigError, match=r"config\.toml:3: unknown theme 'globe-drak'; did you mean 'globe-dark'\?"):
        load_config(path, commands=IDS)


def test_the_themes_are_those_that_the_reader_has() -> None:
    assert sorted(THEMES) == sorted({*BUILTIN_THEMES, *(theme.name for theme in OWN)})


def test_cnv_07_the_example_says_what_is_so_without_it(tmp_path: Path) -> None:
    text = example_config([(command.id, command.keys, command.help) for command in COMMANDS])
    assert load_config(written(tmp_path, text), commands=IDS) == Config()


def test_cnv_07_the_example_is_valid_with_every_line_of_it_switched_on(tmp_path: Path) -> None:
    text = example_config([(command.id, command.keys, command.help) for command in COMMANDS])
    assignments = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    config = load_config(written(tmp_path, assignments), commands=IDS, in_story=story_command_ids())
    assert config.keys == {command.id: command.keys for command in COMMANDS}
    assert config.edition == "globe-post"
    assert config.reader == ReaderConfig(theme="globe-light")
    assert set(tomllib.loads(assignments)["reader"]) == {"theme", "pictures", "graphics", "measure", "justify"}


def test_an_example_of_no_commands_is_valid(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, example_config([])), commands=IDS) == Config()


def test_cnv_07_the_documented_example_is_the_one_the_code_makes() -> None:
    documented = Path(__file__).parent.parent / "docs" / "config.example.toml"
    made = example_config([(command.id, command.keys, command.help) for command in COMMANDS])
    assert documented.read_text(encoding="utf-8") == made

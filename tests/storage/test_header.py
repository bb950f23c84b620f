"""The first page of a file made again (FLT-07); what a whole library gives back stands in ``test_mending``."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from globeterm.storage.header import _number, _written, write_with_first_page

from .shelf import Shelf


@pytest.mark.parametrize("value", [0, 127, 128, 16_383, 16_384, 2**40])
def test_numbers_of_variable_length_are_read_as_they_were_written(value: int) -> None:
    written = _written(value)
    assert _number(written, 0) == (value, len(written))


def test_flt_07_a_schema_that_fits_the_first_page_is_read_from_there(shelf: Shelf, path: Path, tmp_path: Path) -> None:
    small, copy = tmp_path / "small.sqlite", tmp_path / "copy.sqlite"
    with closing(sqlite3.connect(small)) as connection:
        connection.executescript("CREATE TABLE status (x); INSERT INTO status VALUES (7);")
    assert not write_with_first_page(small, path, copy)
    assert not copy.exists()
    with small.open("r+b") as file:
        file.write(bytes(100))
    assert write_with_first_page(small, path, copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT x FROM status").fetchall() == [(7,)]

import os
from pathlib import Path

import pytest

from globeterm.storage.claim import Claim


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"whole")
    return path


def test_the_first_is_alone_and_the_second_is_not(file: Path) -> None:
    first = Claim(file)
    assert first.sole
    first.share()
    second = Claim(file)
    assert not second.sole
    first.release(well=True)
    third = Claim(file)
    assert not third.sole
    for claim in (second, third):
        claim.release(well=True)
    last = Claim(file)
    assert last.sole
    last.abandon()


def test_flt_07_only_a_good_end_is_trusted(file: Path) -> None:
    claim = Claim(file)
    assert not claim.ended_well()
    claim.release(well=True)
    claim = Claim(file)
    assert claim.ended_well()
    claim.release(well=False)
    claim = Claim(file)
    assert not claim.ended_well()
    claim.abandon()


def test_the_last_to_leave_says_how_it_was_left(file: Path) -> None:
    first = Claim(file)
    first.share()
    second = Claim(file)
    file.write_bytes(b"longer than before")
    first.release(well=True)
    second.release(well=True)
    claim = Claim(file)
    assert claim.ended_well()
    claim.abandon()


@pytest.mark.parametrize("journal", ["library.sqlite-wal", "library.sqlite-journal"])
def test_flt_07_a_journal_that_is_left_over_tells_of_a_bad_end(file: Path, journal: str) -> None:
    Claim(file).release(well=True)
    file.with_name(journal).touch()
    claim = Claim(file)
    assert not claim.ended_well()
    claim.abandon()


def test_flt_07_a_file_that_somebody_else_wrote_to_is_not_trusted(file: Path) -> None:
    Claim(file).release(well=True)
    file.write_bytes(b"other")
    os.utime(file, ns=(1, 1))
    claim = Claim(file)
    assert not claim.ended_well()
    claim.abandon()


def test_flt_07_damage_that_was_met_is_remembered_until_it_is_mended(file: Path) -> None:
    first = Claim(file)
    first.share()
    second = Claim(file)
    second.release(well=False)
    first.release(well=True)
    third = Claim(file)
    assert third.saw_damage()
    assert not third.ended_well()
    third.mended()
    third.release(well=True)
    last = Claim(file)
    assert not last.saw_damage()
    assert last.ended_well()
    last.abandon()


def test_a_file_that_is_gone_can_be_claimed(tmp_path: Path) -> None:
    claim = Claim(tmp_path / "library.sqlite")
    assert not claim.ended_well()
    claim.release(well=True)
    assert (tmp_path / "library.sqlite-open").read_bytes() == b"none"

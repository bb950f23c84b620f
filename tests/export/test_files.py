"""Files that are there as a whole or not at all (SEC-18)."""

from pathlib import Path

import pytest

from globeterm.errors import EXIT_CANNOT_CREATE, StorageError
from globeterm.export.files import Folder, written


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "new" / "book.epub"
    for body in (b"first", b"second"):
        with written(target) as file:
            file.write(body)
    assert target.read_bytes() == b"second"
    assert list(target.parent.iterdir()) == [target]


def test_what_fails_leaves_the_file_before_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "book.epub"
    target.write_bytes(b"first")
    with pytest.raises(KeyboardInterrupt), written(target) as file:  # noqa: PT012
        file.write(b"half")
        raise KeyboardInterrupt
    assert target.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder") as caught, written(tmp_path):
        pass
    assert caught.value.exit_code == EXIT_CANNOT_CREATE


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"book can't be written: No space left"), written(tmp_path / "book"):
        raise OSError(28, "No space left on device")


def test_a_folder_that_can_not_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="can't be made"):
        Folder(tmp_path / "file" / "below")


@pytest.mark.parametrize("name", ["../x.md", "pictures/../../x.md", "/etc/x.md", "out/..", "linked/x.md"])
def test_nothing_leaves_the_folder(tmp_path: Path, name: str) -> None:
    """SEC-18: not by dots, not by a link to elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    folder = Folder(tmp_path / "out")
    (tmp_path / "out" / "linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="outside"):
        folder.write(name, b"x")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_in_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """SEC-18."""
    (tmp_path / "precious").write_bytes(b"mine")
    folder = Folder(tmp_path / "out")
    (tmp_path / "out" / "x.md").symlink_to(tmp_path / "precious")
    folder.write("x.md", b"story")
    assert (tmp_path / "precious").read_bytes() == b"mine"
    assert (tmp_path / "out" / "x.md").read_bytes() == b"story"

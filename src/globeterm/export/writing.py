"""Opens what stories are written into, in each format: there as a whole when all went well, else not at all."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, Literal, Protocol

from globeterm.export.clipping import Clipping, Volume
from globeterm.export.epub import EpubWriter
from globeterm.export.files import written
from globeterm.export.folder import FolderWriter
from globeterm.export.page import PageWriter

Format = Literal["epub", "markdown", "html"]

FORMATS: Final[tuple[Format, ...]] = ("epub", "markdown", "html")


class Writer(Protocol):
    """Takes stories one by one; those of one section come one after the other. Raises StorageError, exit 73."""

    def add(self, clipping: Clipping) -> None:
        """Take the next story."""


@contextmanager
def writing(volume: Volume, form: Format, out: Path) -> Iterator[Writer]:
    """A writer into the file ``out``, or for Markdown into the folder; finished when the block ends well.

    When the block fails, a file is what it was before; a folder keeps the stories that were written. Raises
    StorageError, exit 73.
    """
    match form:
        case "epub":
            with written(out) as file, closing(EpubWriter(volume, file)) as book:
                yield book
                book.finish()
        case "html":
            with written(out) as file, TemporaryFile() as stories:
                page = PageWriter(volume, file, stories)
                yield page
                page.finish()
        case _:
            folder = FolderWriter(volume, out)
            yield folder
            folder.finish()

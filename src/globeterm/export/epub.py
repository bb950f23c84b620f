"""An EPUB 3, written story by story into a zip archive; equal stories make equal bytes."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from globeterm.content import Picture
from globeterm.export.clipping import Clipping, Volume
from globeterm.export.contents import Contents
from globeterm.export.illustrated import shown
from globeterm.export.markup import Markup
from globeterm.export.package import (
    CONTAINER,
    MEDIA_TYPE,
    XHTML,
    Item,
    contents_page,
    package,
    page,
    section_name,
    section_page,
    title_page,
)
from globeterm.export.setting import set_clipping

#: The time of a book without a dated story; zip archives know none before it.
EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)

_STYLES: Final = Path(__file__).parent / "styles" / "book.css"
_BEFORE: Final = (
    Item("title", "title.xhtml", XHTML, is_read=True),
    Item("contents", "contents.xhtml", XHTML, "nav", is_read=True),
)
_READ_BY_ALL: Final = 0o644 << 16
_UNIX: Final = 3


class EpubWriter:
    """Writes a book. A picture that several stories show is in it once."""

    def __init__(self, volume: Volume, file: BinaryIO) -> None:
        self._volume = volume
        self._archive = ZipFile(file, "w", ZIP_DEFLATED)
        self._contents = Contents()
        self._pictures: dict[str, Item] = {}
        self._stories: dict[str, list[Item]] = {}
        self._changed: list[datetime] = []
        try:
            self._put("mimetype", MEDIA_TYPE, is_packed=False)
            self._put("META-INF/container.xml", CONTAINER)
            self._put("EPUB/book.css", _STYLES.read_text(encoding="utf-8"))
        except OSError:
            with suppress(OSError):  # left open, it would try once more when nobody asks for it (FLT-04)
                self.close()
            raise

    def add(self, clipping: Clipping) -> None:
        """Take the next story."""
        number = self._contents.count + 1
        item = Item(f"story-{number}", f"story-{number:05}.xhtml", XHTML, is_read=True)
        markup = Markup(lambda picture: self._source(clipping, picture), self._volume.dated)
        body = f'<article class="story">\n{set_clipping(clipping, markup)}\n</article>'
        self._put(f"EPUB/{item.name}", page(clipping.title, body))
        self._stories.setdefault(clipping.section, []).append(item)
        self._contents.add(clipping, item.name)
        if clipping.changed is not None:
            self._changed.append(clipping.changed)

    def finish(self) -> None:
        """Write title page, contents, the pages of the sections and the package document."""
        modified = max(self._changed, default=EARLIEST)
        newest = self._volume.dated(modified) if self._changed else ""
        self._put("EPUB/title.xhtml", title_page(self._volume, self._contents, newest))
        self._put("EPUB/contents.xhtml", contents_page(self._contents))
        read = list(_BEFORE)
        for number, name, stories in self._contents.numbered():
            self._put(f"EPUB/{section_name(number)}", section_page(name, stories))
            read.append(Item(f"section-{number}", section_name(number), XHTML, is_read=True))
            read.extend(self._stories[name])
        self._put("EPUB/package.opf", package(self._volume, self._items(read), modified))
        self.close()

    def close(self) -> None:
        """Let go of the archive, finished or not."""
        self._archive.close()

    def _items(self, read: Iterable[Item]) -> list[Item]:
        return [Item("styles", "book.css", "text/css"), *read, *self._pictures.values()]

    def _source(self, clipping: Clipping, picture: Picture) -> str | None:
        """Put a picture into the book when it is met first."""
        found = shown(clipping, picture)
        if found is None:
            return None
        name = f"pictures/{found.name}"
        if name not in self._pictures:
            self._put(f"EPUB/{name}", found.body, is_packed=False)
            self._pictures[name] = Item(f"picture-{len(self._pictures) + 1}", name, found.media_type)
        return name

    def _put(self, name: str, content: str | bytes, *, is_packed: bool = True) -> None:
        info = ZipInfo(name, EARLIEST.timetuple()[:6])
        info.compress_type = ZIP_DEFLATED if is_packed else ZIP_STORED
        info.create_system = _UNIX
        info.external_attr = _READ_BY_ALL
        self._archive.writestr(info, content)

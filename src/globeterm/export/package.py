"""The documents of an EPUB 3.2 that are not stories: container, package, contents, title and section pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from globeterm.export.clipping import Volume
from globeterm.export.contents import Contents, Listed, listed_markup, stories_counted
from globeterm.export.escaping import escaped, web_address, written_time

MEDIA_TYPE: Final = "application/epub+zip"
XHTML: Final = "application/xhtml+xml"
#: The language that the program speaks, and the editions that come with it.
LANGUAGE: Final = "en"

CONTAINER: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PACKAGE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="identifier">urn:uuid:{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
<dc:creator>{publisher}</dc:creator>
<dc:publisher>{publisher}</dc:publisher>
<dc:date>{modified}</dc:date>
{source}<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
_PAGE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" \
xml:lang="{language}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="book.css"/>
</head>
<body>
{body}
</body>
</html>
"""


class Item(NamedTuple):
    """A file of the book; ``properties`` as the package names them, and whether it is read in its turn."""

    id: str
    name: str
    media_type: str
    properties: str = ""
    is_read: bool = False


def page(title: str, body: str) -> str:
    """One XHTML document of the book around its ``body``."""
    return _PAGE.format(language=LANGUAGE, title=escaped(title), body=body)


def title_page(volume: Volume, contents: Contents, newest: str) -> str:
    """The first page: the title, how much there is, and as of when."""
    said = " · ".join(filter(None, (stories_counted(contents.count), newest)))
    address = web_address(volume.home)
    home = f'<p class="source"><a href="{escaped(address)}">{escaped(address)}</a></p>' if address else ""
    lines = (f"<h1>{escaped(volume.title)}</h1>", f"<p>{escaped(said)}</p>", home)
    body = "\n".join(('<section class="title" epub:type="titlepage">', *filter(None, lines), "</section>"))
    return page(volume.title, body)


def section_page(name: str, stories: list[Listed]) -> str:
    """The page before a section's stories, which lists them."""
    listed = listed_markup(stories)
    return page(name, f'<section class="section">\n<h1>{escaped(name)}</h1>\n<ul>\n{listed}\n</ul>\n</section>')


def contents_page(contents: Contents) -> str:
    """The table of contents, the book's navigation document."""
    sections = "\n".join(
        f'<li><a href="{section_name(number)}">{escaped(name)}</a>\n<ol>\n{_links(stories)}\n</ol></li>'
        for number, name, stories in contents.numbered()
    )
    return page("Contents", f'<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n<ol>\n{sections}\n</ol>\n</nav>')


def section_name(number: int) -> str:
    """The name of a section's page."""
    return f"section-{number:03}.xhtml"


def package(volume: Volume, items: Sequence[Item], modified: datetime) -> str:
    """The package document: what the book is called, its files, and the order in which they are read."""
    home = web_address(volume.home)
    return _PACKAGE.format(
        language=LANGUAGE,
        identifier=uuid5(NAMESPACE_URL, volume.identity),
        title=escaped(volume.title),
        publisher=escaped(volume.publisher),
        modified=written_time(modified),
        source=f"<dc:source>{escaped(home)}</dc:source>\n" if home else "",
        manifest="\n".join(map(_manifest_item, items)),
        spine="\n".join(f'<itemref idref="{item.id}"/>' for item in items if item.is_read),
    )


def _links(stories: list[Listed]) -> str:
    return "\n".join(f'<li><a href="{escaped(story.where)}">{escaped(story.title)}</a></li>' for story in stories)


def _manifest_item(item: Item) -> str:
    properties = f' properties="{item.properties}"' if item.properties else ""
    return f'<item id="{item.id}" href="{item.name}" media-type="{item.media_type}"{properties}/>'

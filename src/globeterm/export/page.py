"""One HTML file that needs nothing else: its styles and its pictures are in it, and it asks for nothing."""

import shutil
from base64 import b64encode
from pathlib import Path
from typing import BinaryIO, Final

from globeterm.content import Picture
from globeterm.export.clipping import Clipping, Volume
from globeterm.export.contents import Contents, listed_markup, stories_counted
from globeterm.export.escaping import escaped, web_address
from globeterm.export.illustrated import shown
from globeterm.export.markup import Markup
from globeterm.export.package import LANGUAGE
from globeterm.export.setting import set_clipping

_STYLES: Final = Path(__file__).parent / "styles" / "page.css"
#: A page from strangers' words runs nothing and fetches nothing, even if a text got past its escaping.
_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_HEAD: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{styles}</style>
</head>
<body>
<header class="masthead">
<h1>{title}</h1>
<p>{said}</p>
</header>
<nav id="contents">
{contents}
</nav>
<main>
"""
_BACK: Final = '<p class="back"><a href="#contents">Contents</a></p>'
_FOOT: Final = "</main>\n</body>\n</html>\n"


class PageWriter:
    """Writes a page. Stories wait in a file of their own, for the table of contents stands before them."""

    def __init__(self, volume: Volume, file: BinaryIO, stories: BinaryIO) -> None:
        self._volume = volume
        self._file = file
        self._stories = stories
        self._contents = Contents()

    def add(self, clipping: Clipping) -> None:
        """Take the next story."""
        number = self._contents.count + 1
        opening = ""
        if clipping.section not in self._contents.sections:
            section = len(self._contents.sections) + 1
            opening = f'<h2 class="section" id="section-{section}">{escaped(clipping.section)}</h2>\n'
        markup = Markup(lambda picture: _source(clipping, picture), self._volume.dated, lower=2)
        body = set_clipping(clipping, markup)
        article = f'{opening}<article class="story" id="story-{number}">\n{body}\n{_BACK}\n</article>\n'
        self._stories.write(article.encode("utf-8"))
        self._contents.add(clipping, f"#story-{number}")

    def finish(self) -> None:
        """Write the page: its head and its contents, then the stories."""
        head = _HEAD.format(
            language=LANGUAGE,
            policy=escaped(_POLICY),
            title=escaped(self._volume.title),
            styles=_STYLES.read_text(encoding="utf-8"),
            said=self._said(),
            contents="\n".join(
                f'<h2><a href="#section-{number}">{escaped(name)}</a></h2>\n<ul>\n{listed_markup(stories)}\n</ul>'
                for number, name, stories in self._contents.numbered()
            ),
        )
        self._file.write(head.encode("utf-8"))
        self._stories.seek(0)
        shutil.copyfileobj(self._stories, self._file)
        self._file.write(_FOOT.encode("utf-8"))

    def _said(self) -> str:
        count = stories_counted(self._contents.count)
        address = web_address(self._volume.home)
        return f'{count} · <a href="{escaped(address)}">{escaped(address)}</a>' if address else count


def _source(clipping: Clipping, picture: Picture) -> str | None:
    found = shown(clipping, picture)
    return f"data:{found.media_type};base64,{b64encode(found.body).decode('ascii')}" if found is not None else None

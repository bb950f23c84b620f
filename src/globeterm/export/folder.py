"""Markdown files: one for a story, an index of them by section, and a folder of their pictures."""

from pathlib import Path
from typing import Final
from urllib.parse import quote

from globeterm.content import Picture
from globeterm.export.clipping import Clipping, Volume
from globeterm.export.contents import Contents, Listed
from globeterm.export.files import Folder
from globeterm.export.illustrated import shown
from globeterm.export.markdown import Markdown, line
from globeterm.export.markdown_story import front_matter, set_in_markdown
from globeterm.export.names import Names

INDEX: Final = "index.md"


class FolderWriter:
    """Writes into a folder; every file is there as a whole or not at all. What else is in the folder stays."""

    def __init__(self, volume: Volume, path: Path) -> None:
        self._volume = volume
        self._folder = Folder(path)
        self._contents = Contents()
        self._names = Names(INDEX)
        self._pictures: set[str] = set()

    def add(self, clipping: Clipping) -> None:
        """Take the next story."""
        published = clipping.document.published
        name = self._names.of_story(clipping.document.title, published.date() if published else None, ".md")
        markdown = Markdown(lambda picture: self._source(clipping, picture), self._volume.dated)
        text = front_matter(clipping, markdown) + set_in_markdown(clipping, markdown)
        self._folder.write(name, text.encode("utf-8"))
        self._contents.add(clipping, name)

    def finish(self) -> None:
        """Write the index."""
        parts = [f"# {line(self._volume.title)}"]
        for _, name, stories in self._contents.numbered():
            parts += [f"## {line(name)}", "\n".join(map(_listed, stories))]
        self._folder.write(INDEX, ("\n\n".join(parts) + "\n").encode("utf-8"))

    def _source(self, clipping: Clipping, picture: Picture) -> str | None:
        """Write a picture when it is met first."""
        found = shown(clipping, picture)
        if found is None:
            return None
        name = f"pictures/{found.name}"
        if name not in self._pictures:
            self._folder.write(name, found.body)
            self._pictures.add(name)
        return name


def _listed(story: Listed) -> str:
    return " · ".join(filter(None, (f"- [{line(story.title)}]({quote(story.where)})", line(story.byline))))

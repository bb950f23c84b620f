"""What the tests of this room share: files of real answers, and blocks of a piece of HTML."""

from pathlib import Path

from globeterm.content import Blocks, Spans, plain
from globeterm.document.blocks import blocks_of
from globeterm.document.tree import parsed

DATA = Path(__file__).parent.parent / "data"
BASE = "https://theglobepost.com/2025/06/17/a-story/"


def capture(name: str) -> bytes:
    return (DATA / "captures" / f"{name}.body").read_bytes()


def blocks(html: str, base: str = BASE) -> Blocks:
    root = parsed(html)
    assert root is not None
    return blocks_of(root, base)


def said(spans: Spans) -> str:
    """Spans as one line: ``*strong*``, ``_emphasis_``, `` `code` ``, ``[text](link)``."""
    line = ""
    for span in spans:
        text = span.text
        text = f"`{text}`" if span.code else text
        text = f"_{text}_" if span.emphasis else text
        text = f"*{text}*" if span.strong else text
        line += f"[{text}]({span.link})" if span.link else text
    return line


def texts(found: Blocks) -> list[str]:
    return [plain(block.spans) for block in found if hasattr(block, "spans")]

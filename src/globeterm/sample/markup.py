"""A story's body as it is written in its file, made into the HTML that a WordPress keeps.

Blocks are parted by blank lines: ``## heading``, ``> quote`` (its last line ``> — who said it``), ``- item``,
``1. item``, ``| table | row |`` with its source on a last line of its own, ``---``, ``![what it shows](picture) text``,
``[video](address) title``, ``[more](story, story)``; anything else is a paragraph. In a line: ``**strong**``,
``*emphasis*``, ``[text](story or address)`` and a backslash at the end for a line break.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

_FIGURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)\s*(.*)", re.DOTALL)
_VIDEO: Final = re.compile(r"\[video\]\(([^)]+)\)\s*(.*)", re.DOTALL)
_MORE: Final = re.compile(r"\[more\]\(([^)]+)\)")
_ITEM: Final = re.compile(r"(?m)^(?:- |\d+\. )")
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS: Final = re.compile(r"\*(.+?)\*")
_RULE: Final = re.compile(r"\|[\s|:-]+\|")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a body needs to know of its site: addresses of stories and pictures, and how a "more" box is set."""

    story_address: Callable[[str], str]
    picture_address: Callable[[str], str]
    more_box: Callable[[tuple[str, ...]], str]


def to_html(body: str, site: Surroundings) -> str:
    """Make the HTML of a whole body, a block a line."""
    blocks = (_block(chunk.strip(), site) for chunk in re.split(r"\n\s*\n", body.strip()))
    return "\n\n\n\n".join(filter(None, blocks))


def to_text(body: str) -> str:
    """Make the running text of a body: its paragraphs alone, without any mark, as an excerpt takes it."""
    chunks = re.split(r"\n\s*\n", body.strip())
    lines = (" ".join(chunk.split()) for chunk in chunks if not re.match(r"[#>|!-]|\[(video|more)\]|\d+\. ", chunk))
    return " ".join(_EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", _LINK.sub(r"\1", line))) for line in lines)


def _block(chunk: str, site: Surroundings) -> str:
    if chunk.startswith("#"):
        marks, _, heading = chunk.partition(" ")
        return f"<h{len(marks)}>{_inline(heading, site)}</h{len(marks)}>"
    if chunk.startswith(">"):
        return _quote(chunk, site)
    if chunk.startswith("|"):
        return _table(chunk, site)
    if match := _ITEM.match(chunk):
        return _list("ul" if match[0] == "- " else "ol", _ITEM.split(chunk)[1:], site)
    if chunk == "---":
        return '<hr class="wp-block-separator" />'
    special = _special(chunk, site)
    return f"<p>{_inline(chunk, site)}</p>" if special is None else special


def _special(chunk: str, site: Surroundings) -> str | None:
    """A figure, a video or a box; None when the chunk is none of them."""
    if match := _FIGURE.fullmatch(chunk):
        alt, name, caption = match.groups()
        return (
            f'<figure class="wp-block-image size-large"><img src="{escape(site.picture_address(name))}" '
            f'alt="{escape(alt)}" /><figcaption>{_inline(caption, site)}</figcaption></figure>'
        )
    if match := _VIDEO.fullmatch(chunk):
        address, title = match.groups()
        return (
            f'<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper"><iframe '
            f'title="{escape(title)}" width="560" height="315" src="{escape(address)}" allowfullscreen></iframe>'
            f"</div></figure>"
        )
    if match := _MORE.fullmatch(chunk):
        return site.more_box(tuple(name.strip() for name in match[1].split(",")))
    return None


def _quote(chunk: str, site: Surroundings) -> str:
    lines = [line.removeprefix(">").strip() for line in chunk.splitlines()]
    said_by = lines.pop().removeprefix("— ") if lines[-1].startswith("— ") else None
    paragraphs = "".join(f"<p>{_inline(part, site)}</p>" for part in "\n".join(lines).strip().split("\n\n"))
    cite = f"<cite>{_inline(said_by, site)}</cite>" if said_by else ""
    return f'<blockquote class="wp-block-quote">{paragraphs}{cite}</blockquote>'


def _list(tag: str, items: list[str], site: Surroundings) -> str:
    rows = "".join(f"<li>{_inline(item.strip(), site)}</li>" for item in items)
    return f"<{tag}>{rows}</{tag}>"


def _table(chunk: str, site: Surroundings) -> str:
    lines = chunk.splitlines()
    source = "" if lines[-1].startswith("|") else f"<figcaption>{_inline(lines.pop(), site)}</figcaption>"
    head, body = _row(lines[0], "th", site), [_row(line, "td", site) for line in lines[1:] if not _RULE.fullmatch(line)]
    return (
        f'<figure class="wp-block-table"><table><thead>{head}</thead><tbody>{"".join(body)}</tbody></table>'
        f"{source}</figure>"
    )


def _row(line: str, tag: str, site: Surroundings) -> str:
    cells = line.strip().strip("|").split("|")
    return "<tr>" + "".join(f"<{tag}>{_inline(cell.strip(), site)}</{tag}>" for cell in cells) + "</tr>"


def _inline(text: str, site: Surroundings) -> str:
    def link(match: re.Match[str]) -> str:
        target = unescape(match[2]) if "://" in match[2] else site.story_address(match[2])
        return f'<a href="{escape(target)}">{match[1]}</a>'

    html = " ".join(escape(text, quote=False).replace("\\\n", "<br />").split())
    html = _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", html))
    return _LINK.sub(link, html)

"""A tree of foreign HTML to the blocks of a story, by an allow-list (SEC-09).

The walk is a loop over the start and the end of every element, never a function that calls itself for its children,
so that no nesting can exhaust the stack. An element that is not known passes its text on; of attributes only addresses,
``alt``, ``title``, ``start``, ``colspan`` and names are looked at.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from lxml import etree

from globeterm.addresses import safe_url
from globeterm.content import Blocks, Code, Figure, Paragraph, Rule, Span, Spans
from globeterm.document.embeds import embed_of, named_embed, post_of
from globeterm.document.figures import Parts, more_of, parts_of
from globeterm.document.forms import form_of
from globeterm.document.frames import Frames, one_line
from globeterm.document.junk import is_junk
from globeterm.document.pictures import picture_of, split_credit
from globeterm.document.sizes import same_picture
from globeterm.document.spans import PLAIN, Style
from globeterm.document.tables import is_data, table_of
from globeterm.document.tree import Element, name_set, text_of, words_in
from globeterm.text import clean_block

#: What a story behind a password says instead of its text.
PROTECTED: Final = "This story is protected by a password; it can only be read in a web browser."

_BLOCK_TAGS: Final = name_set(
    "p div section article header footer main aside address center fieldset hgroup details summary dl dt dd table "
    "tbody thead tfoot tr td th caption ul ol li blockquote figure figcaption html body form search legend object"
)
_STYLES: Final = {
    **dict.fromkeys(("strong", "b", "dt", "summary"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var", "address"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
_CAPTIONED: Final = frozenset({"wp-caption", "wp-block-embed", "wp-block-image", "media-caption", "image-caption-wrap"})
_CAPTIONS: Final = frozenset({"wp-caption-text", "wp-caption-dd", "wp-element-caption", "gallery-caption"})
_MORE: Final = frozenset({"jnews_inline_related_post_wrapper", "jnews_inline_related_post"})
_FRAMES: Final = frozenset({"iframe", "video", "audio", "embed", "object", "amp-youtube", "amp-iframe"})
_LONG_FORM: Final = 500

Close = Callable[[], None]


def blocks_of(root: Element, base: str) -> Blocks:
    """The blocks of the story that ``root`` holds; relative addresses are below ``base``."""
    return _Walk(base).over(root)


def _nothing() -> None:
    """Close an element that opened nothing."""


class _Walk:
    """One walk over one story. A handler returns how its element is closed, or None when all of it was dealt with."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._out = Frames()
        self._styles = [PLAIN]
        self._closers: list[Close] = []
        self._seen: set[str] = set()
        self._lost_picture = False
        self._signature: Spans = ()
        self._handlers: dict[str, Callable[[Element], Close | None]] = {
            **dict.fromkeys(_STYLES, self._styled),
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            **dict.fromkeys(_FRAMES, self._frame),
            **dict.fromkeys(("ul", "ol"), self._list),
            "a": self._link,
            "blockquote": self._quote,
            "br": self._break,
            "cite": self._cite,
            "figcaption": self._caption,
            "figure": self._figure,
            "footer": self._footer,
            "form": self._form,
            "hr": self._rule,
            "img": self._image,
            "amp-img": self._image,
            "li": self._item,
            "noscript": self._noscript,
            "pre": self._code,
            "q": self._quoted,
            "table": self._table,
        }

    def over(self, root: Element) -> Blocks:
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, element in steps:
            if event == "start":
                close = self._open(element) if element is not root else self._block(element)
                self._closers.append(close or _nothing)
                if close is None or self._out.full:
                    steps.skip_subtree()
                elif element.text:
                    self._out.runs.add(element.text, self._styles[-1])
            else:
                self._closers.pop()()
                if element.tail and element is not root and not self._out.full:
                    self._out.runs.add(element.tail, self._styles[-1])
        return self._out.done()

    def _open(self, element: Element) -> Close | None:
        classes = words_in(element, "class")
        if classes & _MORE:
            return self._more(element)
        if is_junk(element):
            return None
        post = post_of(element, self._base)
        if post is not None:
            self._block(element)
            self._out.put(post)
            return None
        return self._handler(element, classes)(element)

    def _handler(self, element: Element, classes: frozenset[str]) -> Callable[[Element], Close | None]:
        if classes & _CAPTIONED:
            return self._figure
        if classes & _CAPTIONS:
            return self._caption
        return self._handlers.get(str(element.tag), self._block if element.tag in _BLOCK_TAGS else self._plain)

    def _plain(self, _element: Element) -> Close:
        return _nothing

    def _block(self, _element: Element) -> Close:
        self._out.flush()
        return self._out.flush

    def _styled(self, element: Element) -> Close:
        close = self._block(element) if element.tag in _BLOCK_TAGS else _nothing
        style = self._styles[-1]
        match _STYLES[str(element.tag)]:
            case "strong":
                styled = replace(style, strong=True)
            case "code":
                styled = replace(style, code=True)
            case _:
                styled = replace(style, emphasis=True)
        return self._in_style(styled, close)

    def _in_style(self, style: Style, close: Close = _nothing) -> Close:
        self._styles.append(style)

        def closed() -> None:
            close()
            self._styles.pop()

        return closed

    def _link(self, element: Element) -> Close:
        address = (element.get("href") or "").strip()
        link = safe_url(address, self._base) if address and not address.startswith("#") else None
        return self._in_style(replace(self._styles[-1], link=link))

    def _quoted(self, _element: Element) -> Close:
        self._out.runs.add("“", self._styles[-1])
        return lambda: self._out.runs.add("”", self._styles[-1])

    def _break(self, _element: Element) -> Close:
        self._out.runs.line_break()
        return _nothing

    def _rule(self, element: Element) -> Close:
        self._block(element)
        self._out.put(Rule())
        return _nothing

    def _heading(self, element: Element) -> Close:
        self._out.open_heading(int(str(element.tag)[1]))
        return self._out.close_heading

    def _quote(self, element: Element) -> Close | None:
        if not self._out.nestable:
            return self._block(element)
        self._out.open_quote()
        signature, self._signature = self._signature, ()
        return lambda: self._out.close_quote(signature)

    def _cite(self, element: Element) -> Close:
        parent = element.getparent()
        alone = parent is not None and (parent.tag == "blockquote" or text_of(parent) == text_of(element))
        if alone and self._out.innermost == "quote" and self._out.runs.blank():
            self._out.open_attribution()
            return self._out.close_attribution
        return self._in_style(replace(self._styles[-1], emphasis=True))

    def _footer(self, element: Element) -> Close:
        if self._out.innermost == "quote":
            self._out.open_attribution()
            return self._out.close_attribution
        return self._block(element)

    def _list(self, element: Element) -> Close:
        gallery = any("gallery" in name for name in words_in(element, "class"))
        if gallery or not self._out.nestable:
            return self._block(element)
        self._out.open_list(_number(element.get("start")) if element.tag == "ol" else None)
        return self._out.close_list

    def _item(self, element: Element) -> Close:
        if self._out.innermost != "list":
            return self._block(element)
        self._out.open_item()
        return self._out.close_item

    def _table(self, element: Element, caption: Spans = ()) -> Close | None:
        self._out.flush()
        if is_data(element):
            own = element.find("caption")
            name = caption or (self._cell(own) if own is not None else ())
            table = table_of(element, self._cell, name)
            if table is not None:
                self._out.put(table)
                return None
        return self._out.flush

    def _cell(self, cell: Element) -> Spans:
        """The text of a cell: its paragraphs as lines."""
        return one_line(block.spans for block in blocks_of(cell, self._base) if isinstance(block, Paragraph))

    def _code(self, element: Element) -> None:
        self._out.flush()
        text = clean_block(_preformatted(element)).strip("\n")
        if "wp-block-verse" in words_in(element, "class"):
            for line in text.split("\n"):
                self._out.runs.add(line, self._styles[-1])
                self._out.runs.line_break()
            self._out.flush()
        elif text.strip():
            self._out.put(Code(text))

    def _image(self, element: Element) -> Close:
        if words_in(element, "class") & {"wp-smiley", "emoji"}:
            self._out.runs.add(element.get("alt") or "", self._styles[-1])
            return _nothing
        self._picture(element, "", "")
        return _nothing

    def _picture(self, image: Element, caption: str, credit: str) -> None:
        picture = picture_of(image, self._base, caption, credit)
        self._lost_picture = picture is None
        if picture is not None and same_picture(picture.url) not in self._seen:
            self._seen.add(same_picture(picture.url))
            self._out.put(Figure(picture))

    def _noscript(self, element: Element) -> None:
        """Take the picture of a lazy ``<img>`` that names none itself."""
        if self._lost_picture:
            for image in element.iter("img"):
                self._picture(image, "", "")

    def _frame(self, element: Element) -> Close | None:
        embed = embed_of(element, self._base)
        if embed is not None:
            self._out.put(embed)
        return None

    def _caption(self, element: Element) -> Close | None:
        self._out.flush()
        self._out.caption(*split_credit(text_of(element)))
        return None

    def _figure(self, element: Element) -> Close | None:
        self._out.flush()
        parts = parts_of(element)
        if parts is None:
            return self._out.flush
        return self._figure_of(parts)

    def _figure_of(self, parts: Parts) -> Close | None:
        """Set what a figure holds: a table, a quote, pictures, or what only a browser shows."""
        caption = (Span(parts.caption),) if parts.caption else ()
        if parts.table is not None:
            return self._table(parts.table, caption)
        if parts.quote is not None:
            self._signature = caption
            return self._out.flush
        images = self._distinct(parts.images)
        for number, image in enumerate(images):
            last = number == len(images) - 1
            self._picture(image, parts.caption if last else "", parts.credit if last else "")
        embed = embed_of(parts.frame, self._base, parts.caption) if parts.frame is not None else None
        if embed is None and parts.address:
            embed = named_embed(parts.address, self._base)
        if embed is not None:
            self._out.put(embed)
        return None

    def _distinct(self, images: Iterable[Element]) -> list[Element]:
        """The images of a figure, each picture once: a lazy one stands there twice, the second time in ``noscript``."""
        found: dict[str, Element] = {}
        for image in images:
            picture = picture_of(image, self._base)
            if picture is not None:
                found.setdefault(same_picture(picture.url), image)
        return list(found.values())

    def _form(self, element: Element) -> Close | None:
        if "post-password-form" in words_in(element, "class"):
            self._out.flush()
            self._out.put(Paragraph((Span(PROTECTED),)))
            return None
        wraps_the_page = len(element.findall(".//p")) > 2 and len(text_of(element)) > _LONG_FORM
        if wraps_the_page:
            return self._block(element)
        embed = form_of(element, self._base)
        if embed is not None:
            self._out.flush()
            self._out.put(embed)
        return None

    def _more(self, element: Element) -> Close | None:
        self._out.flush()
        more = more_of(element, self._base)
        if more is not None:
            self._out.put(more)
        return None


def _preformatted(element: Element) -> str:
    """The text of ``<pre>`` with its blanks; a ``<br>`` is a line end."""
    pieces: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces.append("\n" if each.tag == "br" else each.text or "")
        elif each is not element:
            pieces.append(each.tail or "")
    return "".join(pieces)


def _number(text: str | None) -> int:
    """The ``start`` of an ordered list; 1 for anything that is no number of a sensible size."""
    stripped = (text or "").strip()
    return int(stripped) if stripped.removeprefix("-").isdecimal() and stripped.isascii() and len(stripped) < 7 else 1

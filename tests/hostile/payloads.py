"""Characters and sequences that a terminal would obey, in every spelling in which a document can hold them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

ESCAPES = {
    "csi": "\x1b[31m",
    "clear": "\x1b[2J\x1b[H",
    "title": "\x1b]0;evil\x1b\\",
    "title-bell": "\x1b]2;evil\x07",
    "clipboard": "\x1b]52;c;aGk=\x1b\\",
    "hyperlink": "\x1b]8;;https://evil.example\x1b\\evil\x1b]8;;\x1b\\",
    "folder": "\x1b]7;file:///etc\x1b\\",
    "iterm-file": "\x1b]1337;File=inline=1:aGk=\x07",
    "sixel": "\x1bPq#0;2;0;0;0#0~~\x1b\\",
    "decrqss": "\x1bP$q\x22p\x1b\\",
    "kitty": "\x1b_Ga=T,f=24;aGk=\x1b\\",
    "privacy": "\x1b^evil\x1b\\",
    "string": "\x1bXevil\x1b\\",
    "reset": "\x1bc",
    "charset": "\x1b(0",
    "device": "\x1b[c\x1b[6n",
    "cut-off": "\x1b]0;evil",
    "csi-8-bit": "\x9b31m",
    "title-8-bit": "\x9d0;evil\x9c",
    "dcs-8-bit": "\x90q\x9c",
    "apc-8-bit": "\x9fGa=T\x9c",
    "mixed": "\x9d8;;https://evil.example\x07evil",
}
CONTROLS = [chr(code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))]
INVISIBLE = list(
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2064\u2066\u2067\u2068\u2069\u206a\u206f\ufeff\ufff9\ufffa\ufffb"
    "\U0001d173\U0001d17a\U000e0001\U000e0041\U000e007f"
)

#: Markup that widgets would obey; it is text, and is shown as it is.
MARKUP = (
    "[@click=app.quit()]press me[/]",
    "[/]",
    "[/bold] and on",
    "[/etc/passwd] x",
    "[link=https://evil.example]here[/link]",
    "[bold red]loud[/bold red]",
    "$foo [$x] $accent",
    "[[double]] \\[escaped]",
    "[on @mouse.down='app.bell']x",
)


@dataclass(frozen=True)
class Payload:
    """A run of characters that must not come out, and its spelling in XML or HTML."""

    number: int
    name: str
    spelled: str

    @property
    def mark(self) -> str:
        """A word of the payload's own, which must come out."""
        return f"mark{self.number:04d}"

    @property
    def text(self) -> str:
        """The spelling inside text that is harmless."""
        return f"{self.mark} a{self.spelled}b"


def spellings(characters: str) -> Iterator[tuple[str, str]]:
    """Each way in which a document can hold these characters, with its name."""
    yield "raw", characters
    yield "decimal", "".join(f"&#{ord(one)};" for one in characters)
    yield "hexadecimal", "".join(f"&#x{ord(one):x};" for one in characters)
    yield "padded", "".join(f"&#x{ord(one):08X};" for one in characters)
    yield "twice", "".join(f"&amp;#{ord(one)};" for one in characters)
    yield "cdata", f"<![CDATA[{characters}]]>"
    yield "cdata-decimal", "<![CDATA[" + "".join(f"&#{ord(one)};" for one in characters) + "]]>"


def _characters() -> Iterator[tuple[str, str]]:
    yield from ESCAPES.items()
    yield from ((f"U+{ord(one):04X}", one) for one in chain(CONTROLS, INVISIBLE))


def payloads() -> list[Payload]:
    """All of them."""
    found = [(f"{name}-{form}", spelled) for name, value in _characters() for form, spelled in spellings(value)]
    found += [(f"named-{name}", f"&{name};") for name in ("shy", "lrm", "rlm", "ZeroWidthSpace", "NoBreak", "af")]
    found += [("surrogate", "&#xD800;"), ("surrogate-pair", "&#xD83D;&#xDE00;"), ("beyond", "&#x110000;")]
    return [Payload(number, name, spelled) for number, (name, spelled) in enumerate(found)]


def in_attribute(spelled: str) -> str:
    """The spelling for the inside of an attribute's double quotes."""
    bare = spelled.removeprefix("<![CDATA[").removesuffix("]]>")
    return bare.replace('"', "&quot;").replace("<", "&lt;")

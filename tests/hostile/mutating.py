"""Changes to feeds and pages that keep them looking like feeds and pages, so that a search gets behind their parsers.

Bytes alone break the markup with the first change; here tags, attributes, texts and JSON are taken out, doubled, moved,
nested and said otherwise, with the names that our code looks for.
"""

import random
import re
from collections.abc import Callable, Sequence

from .payloads import ESCAPES, INVISIBLE, MARKUP

PIECE = re.compile(rb"<!--.*?-->|<!\[CDATA\[|\]\]>|</?[A-Za-z][^<>]*>|&[#\w]{1,12};|[^<&\]]+|.", re.DOTALL)
ATTRIBUTE = re.compile(rb"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*')""")
#: A document of more pieces is changed in a part of it.
MOST_PIECES = 3000

FEED_TAGS = """rss channel item feed entry rdf:RDF title link guid id description content:encoded content summary author
name email dc:creator dc:date category pubDate published updated enclosure media:content media:group media:thumbnail
media:title media:description media:credit source image url ttl skipHours hour skipDays day sy:updatePeriod
sy:updateFrequency atom:link language generator textInput cloud itunes:author itunes:summary xhtml:div"""
PAGE_TAGS = """html head body article main section div span p h1 h2 h3 h6 ul ol li dl dt dd table caption thead tbody tr
td th figure figcaption img picture source video audio iframe embed object svg math pre code kbd blockquote cite q a b i
em strong br hr script style noscript template form input button select option textarea nav aside header footer time
address details summary meta title base link amp-img amp-iframe font center marquee ruby rt sup sub del ins"""
CLASSES = """entry-content post-content article-content content-inner entry-title author byline vcard jeg_post_title
jeg_meta_date jeg_authorbox jeg_postblock jeg_prevnext_post jeg_post_tags wp-caption wp-caption-text wp-block-quote
wp-block-embed wp-block-gallery wp-block-image wp-block-table wp-block-more alignleft screen-reader-text sr-only comment
related-posts sharedaddy error404 single single-post home blog jeg_share_button page-links post-page-numbers
more-link twitter-tweet instagram-media size-full attachment lazyload advertisement"""
ATTRIBUTES = """href src srcset data-src data-srcset data-lazy-src alt title class id rel type width height colspan
rowspan style datetime content property name itemprop itemtype lang dir start reversed poster url isPermaLink
term scheme label xml:base xml:lang xmlns:x charset http-equiv value data-instgrm-permalink cite length"""
SAID = """2025-06-16T12:00:00Z Mon,_16_Jun_2025_12:00:00_+0000 0000-00-00 99999999999 10000-01-01 16.06.2025 -1 0 1
99999 1e999 NaN true null https://paper.example/2025/06/a/ /a/?paged=2#x //x.example/a.jpg javascript:alert(1)
data:image/png;base64,AAAA mailto:a@b.example (a@b.example) a@b.example_(Ann) http://[::1/ http://x:99999/ By_Ann_Bee
Photo:_AFP (AFP) The_post_X_appeared_first_on_Y. alternate next self canonical text/html image/jpeg html xhtml text
article:published_time og:title og:image article:tag author display:none Read_more: Share_this 1/3 [caption] [/caption]
[gallery_ids="1"] [embed] display:_none; headline NewsArticle schema.org/NewsArticle none 2x 100w, a.jpg_1x,b.jpg_2x"""
CHARACTERS = [
    *ESCAPES.values(),
    *MARKUP,
    *INVISIBLE,
    *"\u05d0\u0301\u4e2d\U0001f469\u200d\ufe0f\u00a0\u3000\u2014\ud800",
]
JSON_LD = """{"@type":"NewsArticle","headline":"a","author":[{"@type":"Person","name":"b"},"c"],"keywords":"g,h",
"datePublished":"2025-06-16","articleBody":"d e f","image":{"url":"i.jpg","caption":"j"},"articleSection":["k"],
"@graph":[{"@id":"l"}]}"""
JSON_WORDS = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"1e999",
    b'""',
    b'"\\ud800"',
    b'"\\u001b[31m"',
    b"[[[[",
    b'{"@id":"l"}',
]
EMBEDS = (
    "https://www.youtube.com/embed/x https://twitter.com/a/status/1 https://player.vimeo.com/video/1 "
    "https://www.instagram.com/p/x/ https://open.spotify.com/embed/x https://www.facebook.com/plugins/post.php"
)


def words(text: str) -> list[bytes]:
    """The words of a table; a low line in one stands for a blank."""
    return [word.replace("_", " ").encode() for word in text.split()]


TAGS = [tag.encode() for tag in (FEED_TAGS + " " + PAGE_TAGS).split()]
NAMES = [name.encode() for name in ATTRIBUTES.split()]
CLASS_NAMES = [name.encode() for name in CLASSES.split()]
VALUES = [*words(SAID), *words(EMBEDS), *CLASS_NAMES, *[one.encode("utf-8", "surrogatepass") for one in CHARACTERS]]
JSON_PARTS = [*re.findall(rb'"[^"]*"|[^"]', JSON_LD.encode()), *JSON_WORDS]

Pieces = list[bytes]
Change = Callable[[random.Random, Pieces, int], None]


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """``data`` with a few changes, in at most ``most`` bytes; the same for the same seed."""
    chance = random.Random(seed)
    pieces = PIECE.findall(data)
    for _ in range(1 + min(chance.getrandbits(3), chance.getrandbits(3))):
        if not pieces:
            pieces = [tag(chance)]
        chance.choice(CHANGES)(chance, pieces, chance.randrange(min(len(pieces), MOST_PIECES)))
    return b"".join(pieces)[:most]


def crossed(one: bytes, other: bytes, most: int, seed: int) -> bytes:
    """A run of one document's pieces inside the other."""
    chance = random.Random(seed)
    into, taken = PIECE.findall(one), PIECE.findall(other)
    at, start = chance.randrange(len(into) + 1), chance.randrange(len(taken) + 1)
    into[at : at + chance.randrange(3)] = taken[start : start + 1 + chance.randrange(40)]
    return b"".join(into)[:most]


def tag(chance: random.Random) -> bytes:
    """A start tag, an end tag or an empty one, with names that mean something."""
    name = chance.choice(TAGS)
    if chance.random() < 0.3:
        return b"</" + name + b">"
    said = b"".join(b" " + attribute(chance) for _ in range(chance.choice((0, 0, 1, 1, 2, 4))))
    return b"<" + name + said + chance.choice((b">", b">", b">", b"/>"))


def attribute(chance: random.Random) -> bytes:
    """An attribute with its value; ``class`` most often, by which pages are read."""
    if chance.random() < 0.4:
        return b'class="' + b" ".join(chance.choices(CLASS_NAMES, k=chance.choice((1, 2)))) + b'"'
    return chance.choice(NAMES) + b'="' + chance.choice(VALUES).replace(b'"', b"'") + b'"'


def _take_out(chance: random.Random, pieces: Pieces, at: int) -> None:
    del pieces[at : at + chance.choice((1, 1, 2, 5, 30))]


def _double(chance: random.Random, pieces: Pieces, at: int) -> None:
    pieces[at:at] = pieces[at : at + chance.choice((1, 3, 12))] * chance.choice((1, 1, 2, 8, 60))


def _move(chance: random.Random, pieces: Pieces, at: int) -> None:
    run = pieces[at : at + chance.choice((1, 2, 8))]
    del pieces[at : at + len(run)]
    to = chance.randrange(len(pieces) + 1)
    pieces[to:to] = run


def _add_tag(chance: random.Random, pieces: Pieces, at: int) -> None:
    pieces.insert(at, tag(chance))


def _wrap(chance: random.Random, pieces: Pieces, at: int) -> None:
    """Put a run between a start tag and its end, several deep at times."""
    depth = chance.choice((1, 1, 1, 3, 30, 300))
    start = b"<" + chance.choice(TAGS) + (b" " + attribute(chance) if chance.random() < 0.7 else b"") + b">"
    end = b"</" + start[1:].rstrip(b">").split(b" ")[0] + b">"
    until = at + chance.choice((1, 3, 10))
    pieces[at:until] = [start * depth, *pieces[at:until], end * depth]


def _say(chance: random.Random, pieces: Pieces, at: int) -> None:
    """Say something else, or something more, in a text."""
    value = chance.choice(VALUES)
    if pieces[at].startswith(b"<"):
        pieces.insert(at, value)
        return
    text, cut = pieces[at], chance.randrange(len(pieces[at]) + 1)
    pieces[at] = value if chance.random() < 0.3 else text[:cut] + value + text[cut:]


def _lengthen(chance: random.Random, pieces: Pieces, at: int) -> None:
    pieces.insert(at, (chance.choice(VALUES) + chance.choice((b"", b" ", b", "))) * chance.choice((20, 200, 1100)))


def _attribute(chance: random.Random, pieces: Pieces, at: int) -> None:
    """Give the next tag an attribute, or another value to one."""
    found = next((n for n in range(at, len(pieces)) if re.match(rb"<\w", pieces[n])), None)
    if found is None:
        return
    piece = pieces[found]
    given = list(ATTRIBUTE.finditer(piece))
    if given and chance.random() < 0.5:
        one = chance.choice(given)
        value = chance.choice(VALUES).replace(b'"', b"&quot;")
        pieces[found] = piece[: one.start(2)] + b'"' + value + b'"' + piece[one.end(2) :]
    else:
        pieces[found] = piece.rstrip(b"/>") + b" " + attribute(chance) + b">"


def _rename(chance: random.Random, pieces: Pieces, at: int) -> None:
    """Give a tag another name, and its end too at times."""
    found = next((n for n in range(at, len(pieces)) if re.match(rb"</?\w", pieces[n])), None)
    if found is None:
        return
    old, new = re.findall(rb"[\w:-]+", pieces[found])[0], chance.choice(TAGS)
    until = found + 1 if chance.random() < 0.3 else len(pieces)
    for number in range(found, min(until, found + MOST_PIECES)):
        if re.match(rb"</?" + re.escape(old) + rb"\b", pieces[number]):
            pieces[number] = pieces[number].replace(old, new, 1)


def _data(chance: random.Random, pieces: Pieces, at: int) -> None:
    """Put JSON-LD in, whole or with its parts shaken."""
    parts = list(JSON_PARTS)
    for _ in range(chance.choice((0, 1, 2, 5))):
        parts[chance.randrange(len(parts))] = chance.choice(parts if chance.random() < 0.5 else JSON_WORDS)
    pieces.insert(at, b'<script type="application/ld+json">' + b"".join(parts) + b"</script>")


def _noise(chance: random.Random, pieces: Pieces, at: int) -> None:
    piece = bytearray(pieces[at])
    for _ in range(chance.choice((1, 2, 5))):
        piece[chance.randrange(len(piece))] = chance.getrandbits(8)
    pieces[at] = bytes(piece)


CHANGES: Sequence[Change] = (
    _take_out, _double, _move, _add_tag, _add_tag, _wrap, _say, _say, _lengthen, _attribute, _attribute, _rename, _data,
    _noise,
)  # fmt: skip

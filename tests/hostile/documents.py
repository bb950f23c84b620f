"""Feeds and pages that hold payloads in every place that has text or an address."""

from collections.abc import Iterable, Sequence

from .payloads import Payload, in_attribute

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel>"""


def item(payload: Payload, home: str) -> str:
    """An item that says its payload wherever an item can."""
    text, attribute = payload.text, in_attribute(payload.text)
    story = body([payload]).replace("]]>", "]]]]><![CDATA[>")
    return f"""<item><title>{text}</title><link>{home}/{payload.mark}/</link>
<guid isPermaLink="false">{text}</guid><author>{text}</author><dc:creator>{text}</dc:creator>
<category>{text}</category><category domain="{attribute}">x{payload.number}</category>
<pubDate>Mon, 16 Jun 2025 12:{payload.number % 60:02d}:00 +0000 {text}</pubDate>
<description>{text}</description><content:encoded><![CDATA[{story}]]></content:encoded>
<enclosure url="https://cdn.example/{attribute}.mp3" type="{attribute}" length="{attribute}"/>
<media:content url="https://cdn.example/{payload.number}.jpg" type="image/jpeg"><media:title>{text}</media:title>
<media:description>{text}</media:description></media:content></item>"""


def feed(some: Sequence[Payload], home: str) -> bytes:
    """A feed whose own fields hold the first payload, and an item for each."""
    first = some[0]
    head = f"<title>World {first.text}</title><link>{home}/{in_attribute(first.text)}</link>"
    head += f"<description>{first.text}</description><language>{first.text}</language>"
    head += f"<generator>{first.text}</generator><managingEditor>{first.text}</managingEditor>"
    items = "".join(item(payload, home) for payload in some)
    return f"{HEAD}{head}{items}</channel></rss>".encode("utf-8", "surrogatepass")


def body(some: Iterable[Payload]) -> str:
    """The HTML of a story that says its payloads wherever HTML can."""
    return "".join(_block(payload) for payload in some)


def _block(payload: Payload) -> str:
    text, attribute = payload.text, in_attribute(payload.text)
    return f"""<p>{text} is what this long enough paragraph says, and it goes on, <em>{text}</em>, to its end.</p>
<h2>{text}</h2><blockquote><p>{text}</p><cite>{text}</cite></blockquote><pre><code>{text}</code></pre>
<ul><li>{text}</li></ul><table><caption>{text}</caption><tr><th>{text}</th><td>{text}</td></tr></table>
<p><a href="https://x.example/{attribute}" title="{attribute}">{text}</a>
<a href="java{attribute}script:alert(1)">{text}</a></p>
<figure><img src="https://cdn.example/{payload.number}.jpg" alt="{attribute}" title="{attribute}">
<figcaption>{text}</figcaption></figure>
<iframe src="https://www.youtube.com/embed/{attribute}" title="{attribute}"></iframe>
<video src="https://cdn.example/{attribute}.mp4" title="{attribute}"></video>"""


def page(some: Sequence[Payload], home: str) -> bytes:
    """A page of an article; its head, its byline and its data say the first payload."""
    first = some[0]
    attribute = in_attribute(first.text)
    said = "".join(f"\\u{ord(one):04x}" for one in "\x1b[31m\x9b\u202e")
    data = f'{{"@type":"NewsArticle","headline":"a{said}b","author":{{"name":"c{said}d"}},"keywords":["e{said}f"]}}'
    return f"""<!DOCTYPE html><html lang="en"><head><title>{first.text}</title>
<meta property="og:title" content="{attribute}"><meta name="author" content="{attribute}">
<meta property="og:description" content="{attribute}"><meta property="article:section" content="{attribute}">
<meta property="article:tag" content="{attribute}"><meta property="og:image" content="https://cdn.example/{attribute}">
<link rel="canonical" href="{home}/{attribute}"><script type="application/ld+json">{data}</script></head>
<body><article><h1 class="entry-title">{first.text}</h1><span class="author"><a rel="author">{first.text}</a></span>
<time datetime="2025-06-16T12:00:00Z">{first.text}</time><div class="entry-content">{body(some)}</div>
<a rel="tag" href="{home}/tag/x/">{first.text}</a></article></body></html>""".encode("utf-8", "surrogatepass")

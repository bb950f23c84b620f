"""What only a browser can show: its kind and its address, for a line in the story."""

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from globeterm.addresses import host, safe_url
from globeterm.content import Embed
from globeterm.document.tree import Element, text_of, words_in
from globeterm.limits import LINE_LENGTH
from globeterm.text import clean_line

_KINDS: Final = (
    (("youtube.com", "youtu.be", "youtube-nocookie.com"), "YouTube video"),
    (("vimeo.com",), "Vimeo video"),
    (("dailymotion.com", "dai.ly"), "Dailymotion video"),
    (("twitter.com", "x.com", "t.co"), "post on X"),
    (("instagram.com",), "Instagram post"),
    (("facebook.com",), "Facebook post"),
    (("tiktok.com",), "TikTok video"),
    (("soundcloud.com",), "SoundCloud audio"),
    (("spotify.com",), "Spotify audio"),
    (("google.com", "openstreetmap.org"), "map"),
    (("scribd.com", "documentcloud.org", "issuu.com"), "document"),
    (("datawrapper.de", "dwcdn.net", "flourish.studio", "infogram.com", "tableau.com"), "chart"),
)
_POSTS: Final = (
    ("twitter-tweet", "post on X"),
    ("twitter-video", "post on X"),
    ("instagram-media", "Instagram post"),
    ("tiktok-embed", "TikTok video"),
    ("fb-post", "Facebook post"),
    ("fb-video", "Facebook video"),
    ("reddit-card", "Reddit post"),
    ("wp-embedded-content", "story elsewhere"),
    ("bluesky-embed", "post on Bluesky"),
    ("mastodon-embed", "post on Mastodon"),
)
#: More text than this is no post, but a story whose theme uses the name.
_LONGEST_POST: Final = 3000
_FRAMES_OF_NOTHING: Final = re.compile(
    r"doubleclick|googlesyndication|googletagmanager|/plugins/(?:like|share|page|follow|comments)|adservice|amazon-adsystem|"
    r"disqus|recaptcha|addthis|sharethis|outbrain|taboola|mailchi|list-manage|newsletter|subscribe",
    re.IGNORECASE,
)
_TUBE_ID: Final = re.compile(r"/(?:embed|v|shorts)/([\w-]{6,20})")
_ADDRESSES: Final = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data", "href")


def embed_of(element: Element, base: str, text: str = "") -> Embed | None:
    """The embed that an iframe, video, audio, object or embed element stands for; None for advertising and counters.

    ``text`` is its caption; without one its own title is taken.
    """
    url = next(filter(None, (_usable(each.get(name), base) for each in element.iter("*") for name in _ADDRESSES)), None)
    if url is None or _FRAMES_OF_NOTHING.search(url):
        return None
    shown = _watched(url)
    kinds = {"video": "video", "audio": "audio"}
    kind = kinds.get(str(element.tag)) or _kind(shown)
    return Embed(kind, clean_line(text or element.get("title") or "", LINE_LENGTH), shown)


def post_of(quote: Element, base: str) -> Embed | None:
    """The post from elsewhere that a block quote (or its stand-in) of a known class holds, else None."""
    classes = words_in(quote, "class")
    kind = next((kind for name, kind in _POSTS if name in classes), None) if classes else None
    text = text_of(quote) if kind is not None else ""
    if kind is None or len(text) > _LONGEST_POST:
        return None
    own = (quote.get("cite"), quote.get("data-instgrm-permalink"), quote.get("data-href"))
    links = [link.get("href") for link in quote.iter("a")]
    url = next(filter(None, (_usable(address, base) for address in (*own, *reversed(links)))), None)
    return Embed(kind, clean_line(text, LINE_LENGTH), url)


def named_embed(address: str, base: str) -> Embed | None:
    """The embed that a bare address on a line of its own stands for, when its host is one that is embedded."""
    url = _usable(address, base)
    kind = _kind(url) if url is not None else ""
    return Embed(kind, "", url) if kind not in {"", "embedded page"} else None


def _usable(address: str | None, base: str) -> str | None:
    return safe_url(address, base) if address and address.strip() not in {"", "#"} else None


def _kind(url: str) -> str:
    name = host(url)
    for hosts, kind in _KINDS:
        if any(name == known or name.endswith("." + known) for known in hosts):
            return kind
    return "embedded page"


def _watched(url: str) -> str:
    """The page where a person watches what an embedded player plays."""
    name = host(url)
    parts = urlsplit(url)
    if name.endswith(("youtube.com", "youtube-nocookie.com")):
        found = _TUBE_ID.search(parts.path)
        if found:
            return f"https://www.youtube.com/watch?v={found[1]}"
    if name == "player.vimeo.com" and parts.path.startswith("/video/"):
        return f"https://vimeo.com/{parts.path.removeprefix('/video/')}"
    if name.endswith("facebook.com") and parts.path.startswith("/plugins/"):
        return safe_url(parse_qs(parts.query).get("href", [""])[0]) or url
    return url

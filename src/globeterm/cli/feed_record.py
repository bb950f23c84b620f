"""What ``parse --json`` says: a feed document as one document of the command line's contract."""

from globeterm.cli.records import Record, time
from globeterm.entry import Entry, ParsedFeed


def feed_record(parsed: ParsedFeed) -> Record:
    """``parse --json``."""
    return {
        "title": parsed.title,
        "link": parsed.link,
        "subtitle": parsed.subtitle or None,
        "language": parsed.language,
        "entries": [_entry(entry) for entry in parsed.entries],
        "next": parsed.next,
    }


def _entry(entry: Entry) -> Record:
    return {
        "title": entry.title or None,
        "link": entry.link,
        "id": entry.id,
        "authors": list(entry.authors),
        "summary": entry.summary,
        "content": entry.content,
        "published": time(entry.published),
        "updated": time(entry.updated),
        "tags": list(entry.tags),
        "enclosures": [{"url": one.url, "type": one.media_type, "length": one.length} for one in entry.enclosures],
    }

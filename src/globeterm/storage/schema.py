"""The tables of the library file, as numbered steps: a file whose ``user_version`` is n has had the first n of them.

Times are whole microseconds since 1970 in UTC. A list is a section's, or the edition's front page; a section's feed has
the number of its list. What lists need to be drawn stands in ``article``; bodies stand apart in ``document``, and what
the reader made in ``status``. ``placement`` is each list in its order, with copies of the two marks that lists are
filtered by: triggers keep them equal to ``status``, and the counts in ``list`` equal to them. Every table but
``placement`` and ``wish`` has a row number, and these two can be made again from the others: so a damaged file can be
mended.
"""

from typing import Final

from globeterm.storage.search_schema import SEARCH

#: "GLbt": tells this program's files from every other SQLite file (FLT-11).
APPLICATION_ID: Final = 0x474C6274

_FIRST: Final = """
CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    home TEXT NOT NULL UNIQUE
);

CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES edition (id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    UNIQUE (edition_id, key)
);

CREATE TABLE feed (
    id INTEGER PRIMARY KEY REFERENCES list (id),
    address TEXT NOT NULL,
    found TEXT NOT NULL DEFAULT 'edition' CHECK (found IN ('edition', 'menu', 'rest', 'missing')),
    found_at INTEGER,
    etag BLOB,
    last_modified BLOB,
    digest BLOB,
    checked INTEGER,
    changed INTEGER,
    whole INTEGER,
    due INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER,
    error TEXT
);

CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES edition (id),
    title TEXT NOT NULL,
    url TEXT,
    url_key TEXT,
    authors TEXT NOT NULL,
    published INTEGER,
    updated INTEGER,
    tags TEXT NOT NULL,
    summary TEXT NOT NULL,
    minutes INTEGER,
    complete INTEGER NOT NULL DEFAULT 0,
    digest BLOB NOT NULL,
    first_seen INTEGER NOT NULL,
    edited INTEGER NOT NULL,
    sorted_at INTEGER NOT NULL
);
CREATE INDEX article_address ON article (edition_id, url_key);

CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    feed_id INTEGER NOT NULL REFERENCES feed (id),
    entry_id TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id),
    digest BLOB NOT NULL,
    UNIQUE (feed_id, entry_id)
);
CREATE INDEX entry_feed ON entry (feed_id);
CREATE INDEX entry_article ON entry (article_id);

CREATE TABLE placement (
    list_id INTEGER NOT NULL REFERENCES list (id),
    sorted_at INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id),
    unread INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    PRIMARY KEY (list_id, sorted_at, article_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX placement_article ON placement (article_id, list_id);
CREATE INDEX placement_unread ON placement (list_id, sorted_at, article_id) WHERE unread = 1;
CREATE INDEX placement_saved ON placement (list_id, sorted_at, article_id, unread) WHERE saved = 1;
CREATE TRIGGER placement_added AFTER INSERT ON placement
BEGIN
    UPDATE list SET articles = articles + 1, unread = unread + new.unread WHERE id = new.list_id;
END;
CREATE TRIGGER placement_changed AFTER UPDATE OF unread ON placement
WHEN new.unread <> old.unread
BEGIN
    UPDATE list SET unread = unread + new.unread - old.unread WHERE id = new.list_id;
END;

CREATE TABLE status (
    article_id INTEGER PRIMARY KEY REFERENCES article (id),
    read INTEGER NOT NULL DEFAULT 0,
    read_at INTEGER,
    saved INTEGER NOT NULL DEFAULT 0,
    saved_at INTEGER,
    place_block INTEGER NOT NULL DEFAULT 0,
    place_offset INTEGER NOT NULL DEFAULT 0,
    place_at INTEGER
);
CREATE TRIGGER status_added AFTER INSERT ON status
WHEN new.read <> 0 OR new.saved <> 0
BEGIN
    UPDATE placement SET unread = 1 - new.read, saved = new.saved WHERE article_id = new.article_id;
END;
CREATE TRIGGER status_changed AFTER UPDATE OF read, saved ON status
WHEN new.read <> old.read OR new.saved <> old.saved
BEGIN
    UPDATE placement SET unread = 1 - new.read, saved = new.saved WHERE article_id = new.article_id;
END;

CREATE TABLE document (
    article_id INTEGER PRIMARY KEY REFERENCES article (id),
    body BLOB NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('feed', 'page', 'file')),
    stored_at INTEGER NOT NULL
);

CREATE TABLE page (
    id INTEGER PRIMARY KEY,
    url_key TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    body BLOB NOT NULL,
    stored_at INTEGER NOT NULL
);

CREATE TABLE session (
    edition_id INTEGER PRIMARY KEY REFERENCES edition (id),
    section TEXT NOT NULL,
    article_id INTEGER REFERENCES article (id),
    theme TEXT,
    pictures INTEGER NOT NULL
);
"""

#: Pictures are kept with the articles that show them: the last article to go takes its picture along.
_PICTURES: Final = """
CREATE TABLE picture (
    id INTEGER PRIMARY KEY,
    url_key TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    body BLOB NOT NULL,
    stored_at INTEGER NOT NULL
);

CREATE TABLE illustration (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    picture_id INTEGER NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
    UNIQUE (article_id, picture_id)
);
CREATE INDEX illustration_picture ON illustration (picture_id);
CREATE TRIGGER illustration_removed AFTER DELETE ON illustration
BEGIN
    DELETE FROM picture WHERE id = old.picture_id
        AND NOT EXISTS (SELECT 1 FROM illustration WHERE picture_id = old.picture_id);
END;
"""

#: How far back each feed is stored; what was learnt at one address says nothing of another.
_ARCHIVE: Final = """
CREATE TABLE archive (
    feed_id INTEGER PRIMARY KEY REFERENCES feed (id),
    address TEXT NOT NULL,
    pages INTEGER NOT NULL,
    following TEXT,
    ended INTEGER NOT NULL,
    gap_edge INTEGER,
    gap_pages INTEGER,
    gap_following TEXT
);
"""

#: What an article's page says, beside the feed's text of it, and when that page was read.
_FURNITURE: Final = """
ALTER TABLE document ADD COLUMN pages BLOB;
ALTER TABLE document ADD COLUMN pages_at INTEGER;
"""

#: The places in what is read but is no article: the publication's pages, and stories of other sites.
_PLACES: Final = """
CREATE TABLE page_place (
    id INTEGER PRIMARY KEY,
    url_key TEXT NOT NULL UNIQUE,
    place_block INTEGER NOT NULL,
    place_offset INTEGER NOT NULL,
    place_at INTEGER NOT NULL
);
"""

#: What was there before: the texts that a story had, when it was last seen to say something else (``revised``), and
#: what was given up of it to save room: 1 its pictures, 2 its text too (``thinned``). ``wish`` is the pictures that a
#: stored text shows, once they are ``listed``; ``vain`` those of them that can't be had, and when to ask again.
_KEEPING: Final = """
ALTER TABLE article ADD COLUMN revised INTEGER;
ALTER TABLE article ADD COLUMN thinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;

CREATE TABLE former (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    body BLOB NOT NULL,
    pages BLOB,
    stored_at INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL
);
CREATE INDEX former_article ON former (article_id);

CREATE TABLE wish (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    url_key TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (article_id, url_key)
) WITHOUT ROWID;
CREATE TABLE vain (
    id INTEGER PRIMARY KEY,
    url_key TEXT NOT NULL UNIQUE,
    sentence TEXT NOT NULL,
    times INTEGER NOT NULL,
    tried_at INTEGER NOT NULL,
    again_at INTEGER NOT NULL
);

CREATE TRIGGER document_listed_no_more AFTER UPDATE OF body, pages ON document
WHEN old.listed <> 0
BEGIN
    UPDATE document SET listed = 0 WHERE article_id = new.article_id;
END;
CREATE TRIGGER status_wanted_again AFTER UPDATE OF read, saved ON status
WHEN new.read = 0 OR new.saved <> 0
BEGIN
    UPDATE article SET thinned = 0 WHERE id = new.article_id AND thinned <> 0;
END;
"""

#: What a site's front page sets together, the weather over a place, when a visit and a sync ended, what is not here.
_FRONT: Final = """
CREATE TABLE front_page (
    edition_id INTEGER PRIMARY KEY REFERENCES edition (id),
    groups TEXT NOT NULL DEFAULT '[]',
    links INTEGER NOT NULL DEFAULT 0,
    digest BLOB,
    checked INTEGER,
    due INTEGER,
    failures INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE weather (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    forecast TEXT,
    fetched INTEGER
);

ALTER TABLE session ADD COLUMN left_at INTEGER;
ALTER TABLE edition ADD COLUMN synced INTEGER;
CREATE INDEX article_incomplete ON article (edition_id, complete) WHERE complete = 0;
"""

#: How often a feed's document asks to be polled (``pace``: seconds, hours and days of the week to leave out, as bits);
#: where its address was seen to move for good, which one it moved from, and when its site said that it is gone.
#: Whether the page of a stored story was gone when it was asked for.
_MOVES: Final = """
ALTER TABLE feed ADD COLUMN pace_interval INTEGER;
ALTER TABLE feed ADD COLUMN pace_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN pace_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN moving TEXT;
ALTER TABLE feed ADD COLUMN moved_from TEXT;
ALTER TABLE feed ADD COLUMN gone INTEGER;
ALTER TABLE document ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
"""

MIGRATIONS: Final[tuple[str, ...]] = (
    _FIRST,
    _PICTURES,
    _ARCHIVE,
    _FURNITURE,
    _PLACES,
    SEARCH,
    _KEEPING,
    _FRONT,
    _MOVES,
)

"""The search index in the library file: an FTS5 table of its own, and notes of what is to be indexed anew.

The index holds no texts, for the library has them already. So a story is taken out of it by what stood there when it
was put in: triggers note that before the first change, in the transaction of the change, whoever makes it. A story
without a note is indexed as it stands. Once folding (``globeterm.folding``) or what is indexed changes, a new step of
the schema has to empty the index and note all stories as ``late``.
"""

from typing import Final

#: A trigger's own OR IGNORE gives way to the conflict clause of the statement that fires it, hence the conditions.
#: ``late`` notes may wait until somebody searches; the others are worked off in the transaction that made them.
SEARCH: Final = """
CREATE VIRTUAL TABLE search USING fts5(
    title, authors, tags, sections, text,
    content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 6.0, 5.0, 3.0, 1.0)');
CREATE VIRTUAL TABLE search_word USING fts5vocab('search', 'row');

CREATE TABLE name (word TEXT PRIMARY KEY, backwards TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX name_backwards ON name (backwards);

CREATE TABLE unindexed (
    article_id INTEGER PRIMARY KEY,
    late INTEGER NOT NULL,
    title TEXT,
    authors TEXT,
    tags TEXT,
    sections TEXT,
    summary TEXT,
    body BLOB,
    pages BLOB
);

CREATE VIEW searchable AS
SELECT article.id AS article_id, title, authors, tags,
    (SELECT json_group_array(list.name) FROM placement JOIN list ON list.id = list_id
        WHERE placement.article_id = article.id AND list.key <> '@front') AS sections,
    summary, body, pages
FROM article LEFT JOIN document ON document.article_id = article.id;

CREATE TRIGGER search_article_added AFTER INSERT ON article
WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE article_id = new.id)
BEGIN
    INSERT INTO unindexed (article_id, late) VALUES (new.id, 0);
END;
CREATE TRIGGER search_article_changed BEFORE UPDATE OF title, authors, tags, summary ON article
WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE article_id = old.id)
BEGIN
    INSERT INTO unindexed SELECT article_id, 0, title, authors, tags, sections, summary, body, pages
    FROM searchable WHERE article_id = old.id;
END;
CREATE TRIGGER search_article_removed BEFORE DELETE ON article
WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE article_id = old.id)
BEGIN
    INSERT INTO unindexed SELECT article_id, 0, title, authors, tags, sections, summary, body, pages
    FROM searchable WHERE article_id = old.id;
END;
CREATE TRIGGER search_document_added BEFORE INSERT ON document
WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE article_id = new.article_id)
BEGIN
    INSERT INTO unindexed SELECT article_id, 0, title, authors, tags, sections, summary, body, pages
    FROM searchable WHERE article_id = new.article_id;
END;
CREATE TRIGGER search_document_changed BEFORE UPDATE OF body, pages ON document
WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE article_id = old.article_id)
    AND (new.body <> old.body OR new.pages IS NOT old.pages)
BEGIN
    INSERT INTO unindexed SELECT article_id, 0, title, authors, tags, sections, summary, body, pages
    FROM searchable WHERE article_id = old.article_id;
END;
CREATE TRIGGER search_document_removed BEFORE DELETE ON document
WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE article_id = old.article_id)
BEGIN
    INSERT INTO unindexed SELECT article_id, 0, title, authors, tags, sections, summary, body, pages
    FROM searchable WHERE article_id = old.article_id;
END;
CREATE TRIGGER search_placement_added BEFORE INSERT ON placement
WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE article_id = new.article_id)
    AND EXISTS (SELECT 1 FROM list WHERE id = new.list_id AND key <> '@front')
BEGIN
    INSERT INTO unindexed SELECT article_id, 0, title, authors, tags, sections, summary, body, pages
    FROM searchable WHERE article_id = new.article_id;
END;
CREATE TRIGGER search_placement_removed BEFORE DELETE ON placement
WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE article_id = old.article_id)
    AND EXISTS (SELECT 1 FROM list WHERE id = old.list_id AND key <> '@front')
BEGIN
    INSERT INTO unindexed SELECT article_id, 0, title, authors, tags, sections, summary, body, pages
    FROM searchable WHERE article_id = old.article_id;
END;
CREATE TRIGGER search_list_renamed BEFORE UPDATE OF name ON list
WHEN new.name <> old.name
BEGIN
    INSERT INTO unindexed SELECT article_id, 1, title, authors, tags, sections, summary, body, pages
    FROM searchable WHERE article_id IN (SELECT article_id FROM placement WHERE list_id = old.id)
        AND article_id NOT IN (SELECT article_id FROM unindexed);
END;

INSERT INTO unindexed (article_id, late) SELECT id, 1 FROM article;
"""

-- A small database of schema 1, as a version with it left it. Never to be edited.
BEGIN TRANSACTION;
CREATE TABLE articles (
        number       INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice
        title        TEXT NOT NULL,
        language     TEXT NOT NULL,
        author       TEXT NOT NULL DEFAULT '',
        publication  TEXT NOT NULL DEFAULT '',
        url          TEXT NOT NULL DEFAULT '',
        photo_credit TEXT NOT NULL DEFAULT '',
        published    TEXT,                               -- ISO date
        tags         TEXT NOT NULL DEFAULT '[]',         -- JSON array of strings
        words        INTEGER NOT NULL,
        sentences    INTEGER NOT NULL,
        short        INTEGER NOT NULL DEFAULT 0,             -- sentences of its summary of each length
        medium       INTEGER NOT NULL DEFAULT 0,
        long         INTEGER NOT NULL DEFAULT 0,
        digest       TEXT NOT NULL,
        added_at     TEXT NOT NULL,                      -- ISO, UTC; one value for what arrived together
        updated_at   TEXT NOT NULL,
        removed_at   TEXT                                -- its number and title stay known
    ) STRICT;
INSERT INTO "articles" VALUES(1,'The paper mill','en','Ada Brook','','','','2026-01-01','["industry"]',11,2,1,2,2,'d1','2026-01-02T03:04:05.000000+00:00','2026-01-02T03:04:05.000000+00:00',NULL);
INSERT INTO "articles" VALUES(2,'The ferry','en','','','','',NULL,'[]',4,1,0,0,0,'d2','2026-01-02T03:04:05.000000+00:00','2026-01-02T03:04:05.000000+00:00','2026-01-03T00:00:00.000000+00:00');
CREATE TABLE chunks (
        chunk    INTEGER PRIMARY KEY,                    -- passage id >> 11
        passages INTEGER NOT NULL                        -- that live in it
    ) STRICT;
INSERT INTO "chunks" VALUES(0,1);
CREATE TABLE origins (
        origin   TEXT PRIMARY KEY,
        number   INTEGER REFERENCES articles (number),   -- NULL: it never held one
        size     INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        problem  TEXT NOT NULL DEFAULT '',               -- why the library does not hold the article by it
        reader   TEXT NOT NULL DEFAULT ''                -- what read it: another one reads it again
    ) STRICT, WITHOUT ROWID;
INSERT INTO "origins" VALUES('folder:empty.md',NULL,0,1700000000000000000,'it is empty','');
INSERT INTO "origins" VALUES('folder:mill.md',1,120,1700000000000000000,'','');
CREATE TABLE passages (
        id       INTEGER PRIMARY KEY,
        number   INTEGER NOT NULL REFERENCES articles (number),
        position INTEGER NOT NULL,                       -- paragraph of the article, from 0; -1: its names
        heading  TEXT NOT NULL DEFAULT '',
        terms    BLOB NOT NULL,                          -- distinct stems, uint32
        tokens   BLOB NOT NULL                           -- see bot.text.index
    ) STRICT;
INSERT INTO "passages" VALUES(1,1,0,'',X'01000000',X'');
CREATE TABLE postings (
        key  INTEGER PRIMARY KEY,                        -- chunk << 32 | term
        docs BLOB NOT NULL                               -- uint16 each: place in the chunk << 5 | BM25 impact
    ) STRICT;
INSERT INTO "postings" VALUES(1,X'2000');
CREATE TABLE sentences (
        id         INTEGER PRIMARY KEY,
        number     INTEGER NOT NULL REFERENCES articles (number),
        passage_id INTEGER NOT NULL REFERENCES passages (id),
        position   INTEGER NOT NULL,                     -- sentence of the article, from 0
        pick       INTEGER NOT NULL,                     -- a summary of k sentences is those with pick < k
        salience   REAL NOT NULL,
        text       TEXT NOT NULL
    ) STRICT;
INSERT INTO "sentences" VALUES(1,1,1,0,0,1.0,'The mill closed in 1987.');
INSERT INTO "sentences" VALUES(2,1,1,1,1,0.5,'Its hall is a museum of paper.');
CREATE TABLE vocabulary (
        word TEXT PRIMARY KEY,
        term INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "vocabulary" VALUES('mill',1);
CREATE INDEX articles_newest ON articles (added_at DESC, published DESC, number DESC)
        WHERE removed_at IS NULL;
CREATE INDEX articles_by_digest ON articles (digest);
CREATE INDEX articles_by_language ON articles (language) WHERE removed_at IS NULL;
CREATE INDEX origins_by_number ON origins (number);
CREATE INDEX passages_by_article ON passages (number, position);
CREATE INDEX sentences_by_pick ON sentences (number, pick);
CREATE INDEX sentences_by_passage ON sentences (passage_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('articles',2);
COMMIT;
PRAGMA user_version = 1;

-- A small database of schema 4, as a version with it left it. Never to be edited.
BEGIN TRANSACTION;
CREATE TABLE access (
        bot_id  INTEGER NOT NULL,
        id      INTEGER NOT NULL,
        allowed INTEGER NOT NULL,                        -- 1 let in, 0 kept out
        at      INTEGER NOT NULL,                        -- Unix seconds
        PRIMARY KEY (bot_id, id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "access" VALUES(7,100,1,1700000000);
CREATE TABLE anchors (
        term   INTEGER NOT NULL,                         -- a stem's id; -1: to be tried on every article
        search INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
        PRIMARY KEY (term, search)
    ) STRICT, WITHOUT ROWID;
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
CREATE TABLE bands (
        band   INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (band, number)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE changes (
        number INTEGER PRIMARY KEY REFERENCES articles (number),
        at     INTEGER NOT NULL,
        what   TEXT NOT NULL                             -- the last correction changed, in a line
    ) STRICT;
INSERT INTO "changes" VALUES(1,1700000000,'1 sentence changed');
CREATE TABLE chats (
        id            INTEGER PRIMARY KEY AUTOINCREMENT, -- ours: Telegram gives a group that grows another
        bot_id        INTEGER NOT NULL,                  -- the sandbox's bot and a real one may share a file
        chat_id       INTEGER NOT NULL,
        schedule      INTEGER NOT NULL REFERENCES schedules (id),
        paused_at     INTEGER,                           -- blocked, kicked, gone: all is kept, nothing sent
        paused_reason TEXT NOT NULL DEFAULT '',
        not_before    INTEGER NOT NULL DEFAULT 0,        -- Telegram limits this chat until then
        UNIQUE (bot_id, chat_id)
    ) STRICT;
INSERT INTO "chats" VALUES(1,7,100,1,NULL,'',0);
CREATE TABLE chunks (
        chunk    INTEGER PRIMARY KEY,                    -- passage id >> 11
        passages INTEGER NOT NULL                        -- that live in it
    ) STRICT;
INSERT INTO "chunks" VALUES(0,1);
CREATE TABLE documents (
        origin TEXT PRIMARY KEY,
        name   TEXT NOT NULL,
        format TEXT NOT NULL,
        data   BLOB NOT NULL
    ) STRICT;
INSERT INTO "documents" VALUES('sent:00','mill.txt','text',X'54686520706170657220');
CREATE TABLE edits (
        notice INTEGER PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,
        due_at INTEGER NOT NULL,
        tries  INTEGER NOT NULL DEFAULT 0
    ) STRICT;
CREATE TABLE entries (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        feed    INTEGER NOT NULL REFERENCES feeds (id),
        guid    INTEGER NOT NULL,                        -- prints, 0 for none
        link    INTEGER NOT NULL,
        content INTEGER NOT NULL,
        url     TEXT NOT NULL
    ) STRICT;
INSERT INTO "entries" VALUES(1,1,11,12,13,'https://mill.example/1');
CREATE TABLE feeds (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        url           TEXT NOT NULL UNIQUE,              -- where it is now
        named         TEXT NOT NULL,                     -- as it was added; a redirect changes url
        listed        INTEGER NOT NULL,                  -- 1: the file of feeds names it
        title         TEXT NOT NULL DEFAULT '',
        home          TEXT NOT NULL DEFAULT '',
        state         TEXT NOT NULL DEFAULT 'live',      -- see bot.store.feeds
        primed        INTEGER NOT NULL DEFAULT 0,        -- 1: its first articles are in, later ones told of
        etag          TEXT NOT NULL DEFAULT '',
        modified      TEXT NOT NULL DEFAULT '',
        body          INTEGER NOT NULL DEFAULT 0,        -- a print of the last that was stored whole
        added_at      INTEGER NOT NULL,                  -- Unix seconds, as all times here
        succeeded_at  INTEGER NOT NULL DEFAULT 0,
        changed_at    INTEGER NOT NULL DEFAULT 0,        -- when something new was last in it
        gap           REAL NOT NULL DEFAULT 0,           -- seconds from one article to the next, about
        pause         REAL NOT NULL DEFAULT 0,           -- seconds between visits that it asks for
        skip_hours    INTEGER NOT NULL DEFAULT 0,        -- a bit each: of the day, in UTC
        skip_days     INTEGER NOT NULL DEFAULT 0,        -- likewise, from Monday on
        failing_since INTEGER NOT NULL DEFAULT 0,        -- 0: it does not fail
        failures      INTEGER NOT NULL DEFAULT 0,        -- in a row
        problem       TEXT NOT NULL DEFAULT '',
        told          INTEGER NOT NULL DEFAULT 0,        -- 1: administrators know that it fails
        next_at       INTEGER NOT NULL DEFAULT 0
    ) STRICT;
INSERT INTO "feeds" VALUES(1,'https://mill.example/feed','https://mill.example/feed',0,'Mill News','','live',1,'','',0,1700000000,0,0,0.0,0.0,0,0,0,0,'',0,0);
CREATE TABLE origins (
        origin   TEXT PRIMARY KEY,
        number   INTEGER REFERENCES articles (number),   -- NULL: it never held one
        size     INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        problem  TEXT NOT NULL DEFAULT '',               -- why the library does not hold the article by it
        reader   TEXT NOT NULL DEFAULT ''                -- what read it: another one reads it again
    ) STRICT, WITHOUT ROWID;
INSERT INTO "origins" VALUES('feed:1',1,2,13,'','1/gistwire');
INSERT INTO "origins" VALUES('folder:empty.md',NULL,0,1700000000000000000,'it is empty','');
INSERT INTO "origins" VALUES('folder:mill.md',1,120,1700000000000000000,'','');
CREATE TABLE outbox (
        id           INTEGER PRIMARY KEY AUTOINCREMENT,
        bot_id       INTEGER NOT NULL,                   -- the chat's
        chat         INTEGER NOT NULL REFERENCES chats (id),
        thread       INTEGER NOT NULL,
        number       INTEGER NOT NULL REFERENCES articles (number),
        subscription INTEGER NOT NULL,                   -- the reason; it may be gone since
        position     INTEGER,                            -- in its article, of the sentence that matched
        state        TEXT NOT NULL,                      -- see bot.store.outbox
        queued_at    INTEGER NOT NULL,
        due_at       INTEGER NOT NULL,                   -- not to be sent before
        tries        INTEGER NOT NULL DEFAULT 0,
        uncertain    INTEGER NOT NULL DEFAULT 0,         -- sends whose outcome is unknown
        leased_by    TEXT NOT NULL DEFAULT '',           -- who is sending it
        leased_until INTEGER NOT NULL DEFAULT 0,
        moved_from   INTEGER NOT NULL DEFAULT 0,         -- the topic it was for, to be told once; 0: none
        reason       TEXT NOT NULL DEFAULT '',           -- of the last failure
        message_id   INTEGER,                            -- kept, so that a correction can edit the notice
        settled_at   INTEGER,                            -- sent, set aside or dropped
        UNIQUE (chat, thread, number)
    ) STRICT;
INSERT INTO "outbox" VALUES(1,7,1,0,1,1,NULL,'sent',1700000000,1700000000,0,0,'',0,0,'',5,1700000001);
INSERT INTO "outbox" VALUES(2,7,1,0,2,1,NULL,'owed',1700000000,1700000000,0,0,'',0,0,'',NULL,NULL);
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
CREATE TABLE renamed (
        number INTEGER PRIMARY KEY REFERENCES articles (number),
        title  TEXT NOT NULL,
        before TEXT NOT NULL                             -- the one that the text gave
    ) STRICT;
INSERT INTO "renamed" VALUES(2,'The old ferry','The ferry');
CREATE TABLE schedules (
        id         INTEGER PRIMARY KEY,
        digest     TEXT NOT NULL,                        -- 'at once', 'daily', 'weekly'
        weekday    INTEGER NOT NULL,                     -- of a weekly digest; Monday is 0
        minute     INTEGER NOT NULL,                     -- of the day, of a digest
        quiet_from INTEGER NOT NULL,                     -- minutes of the day; the same twice: no quiet hours
        quiet_to   INTEGER NOT NULL,
        zone       TEXT NOT NULL,                        -- IANA name
        next_at    INTEGER NOT NULL DEFAULT 0,           -- when what was queued last is due
        UNIQUE (digest, weekday, minute, quiet_from, quiet_to, zone)
    ) STRICT;
INSERT INTO "schedules" VALUES(1,'at once',0,540,0,0,'UTC',0);
CREATE TABLE searches (
        id  INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE
    ) STRICT;
INSERT INTO "searches" VALUES(1,'');
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
CREATE TABLE signatures (
        number    INTEGER PRIMARY KEY REFERENCES articles (number),
        signature BLOB NOT NULL,
        bands     BLOB NOT NULL                          -- int64 each, little-endian
    ) STRICT;
CREATE TABLE subscriptions (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        chat       INTEGER NOT NULL REFERENCES chats (id),
        thread     INTEGER NOT NULL,                     -- forum topic; 0: none
        search     INTEGER NOT NULL REFERENCES searches (id),
        text       TEXT NOT NULL,                        -- as it was written
        created_at INTEGER NOT NULL,
        since      INTEGER NOT NULL DEFAULT 0,           -- the newest article then: later ones are told of
        UNIQUE (chat, thread, search)
    ) STRICT;
INSERT INTO "subscriptions" VALUES(1,1,0,1,'',1700000000,0);
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
CREATE INDEX chats_by_schedule ON chats (schedule);
CREATE INDEX anchors_by_search ON anchors (search);
CREATE INDEX subscriptions_by_search ON subscriptions (search);
CREATE INDEX outbox_due ON outbox (bot_id, due_at, id) WHERE state = 'owed';
CREATE INDEX outbox_unsettled ON outbox (chat, thread) WHERE settled_at IS NULL;
CREATE INDEX outbox_waiting ON outbox (bot_id, state) WHERE state IN ('held', 'set aside');
CREATE INDEX feeds_due ON feeds (next_at) WHERE state = 'live';
CREATE INDEX entries_by_feed ON entries (feed);
CREATE INDEX articles_by_url ON articles (url) WHERE url <> '' AND removed_at IS NULL;
CREATE INDEX edits_due ON edits (due_at);
CREATE INDEX outbox_by_article ON outbox (number);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('articles',2);
INSERT INTO "sqlite_sequence" VALUES('chats',1);
INSERT INTO "sqlite_sequence" VALUES('searches',1);
INSERT INTO "sqlite_sequence" VALUES('subscriptions',1);
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('feeds',1);
INSERT INTO "sqlite_sequence" VALUES('entries',1);
COMMIT;
PRAGMA user_version = 4;

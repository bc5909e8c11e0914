"""The schema, as the steps that made it. Each step is history: never edit one that was released; add another.

`PRAGMA user_version` counts the steps that a database has been through.

Not for taking them (`bot.store.migrations`).
"""

STEPS: tuple[str, ...] = (
    # 1: articles, where they came from, their sentences, and the index of their passages (paragraphs).
    """
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
    CREATE INDEX articles_newest ON articles (added_at DESC, published DESC, number DESC)
        WHERE removed_at IS NULL;
    CREATE INDEX articles_by_digest ON articles (digest);
    CREATE INDEX articles_by_language ON articles (language) WHERE removed_at IS NULL;

    -- Where articles come from: an unchanged origin costs one look at size and time, a refused one too.
    CREATE TABLE origins (
        origin   TEXT PRIMARY KEY,
        number   INTEGER REFERENCES articles (number),   -- NULL: it never held one
        size     INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        problem  TEXT NOT NULL DEFAULT '',               -- why the library does not hold the article by it
        reader   TEXT NOT NULL DEFAULT ''                -- what read it: another one reads it again
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX origins_by_number ON origins (number);

    CREATE TABLE passages (
        id       INTEGER PRIMARY KEY,
        number   INTEGER NOT NULL REFERENCES articles (number),
        position INTEGER NOT NULL,                       -- paragraph of the article, from 0; -1: its names
        heading  TEXT NOT NULL DEFAULT '',
        terms    BLOB NOT NULL,                          -- distinct stems, uint32
        tokens   BLOB NOT NULL                           -- see bot.text.index
    ) STRICT;
    CREATE INDEX passages_by_article ON passages (number, position);

    -- The inverted index, in chunks of 2,048 passages by id, so that an article touches few pages of it.
    CREATE TABLE chunks (
        chunk    INTEGER PRIMARY KEY,                    -- passage id >> 11
        passages INTEGER NOT NULL                        -- that live in it
    ) STRICT;
    CREATE TABLE postings (
        key  INTEGER PRIMARY KEY,                        -- chunk << 32 | term
        docs BLOB NOT NULL                               -- uint16 each: place in the chunk << 5 | BM25 impact
    ) STRICT;
    CREATE TABLE vocabulary (
        word TEXT PRIMARY KEY,
        term INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sentences (
        id         INTEGER PRIMARY KEY,
        number     INTEGER NOT NULL REFERENCES articles (number),
        passage_id INTEGER NOT NULL REFERENCES passages (id),
        position   INTEGER NOT NULL,                     -- sentence of the article, from 0
        pick       INTEGER NOT NULL,                     -- a summary of k sentences is those with pick < k
        salience   REAL NOT NULL,
        text       TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sentences_by_pick ON sentences (number, pick);
    CREATE INDEX sentences_by_passage ON sentences (passage_id);
    """,
    # 2: chats and their schedules, subscriptions, and the outbox. Times are INTEGER, Unix seconds.
    """
    -- When notices come: each distinct choice once, so that "when?" is asked once for all who share it.
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
    CREATE INDEX chats_by_schedule ON chats (schedule);

    -- What is looked for, once for all who look for it; '' is everything. See bot.text.watch.
    CREATE TABLE searches (
        id  INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE
    ) STRICT;
    -- An article can fit a search only if it holds one of the search's anchors.
    CREATE TABLE anchors (
        term   INTEGER NOT NULL,                         -- a stem's id; -1: to be tried on every article
        search INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
        PRIMARY KEY (term, search)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX anchors_by_search ON anchors (search);

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
    CREATE INDEX subscriptions_by_search ON subscriptions (search);

    -- One notice for a chat, topic and article, for ever; written together with the article.
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
    CREATE INDEX outbox_due ON outbox (bot_id, due_at, id) WHERE state = 'owed';
    CREATE INDEX outbox_unsettled ON outbox (chat, thread) WHERE settled_at IS NULL;
    CREATE INDEX outbox_waiting ON outbox (bot_id, state) WHERE state IN ('held', 'set aside');
    """,
    # 3: who was let in or kept out; what administrators sent and said of articles.
    """
    -- Users' ids are positive, groups' and channels' negative. Who is not here was never decided on.
    CREATE TABLE access (
        bot_id  INTEGER NOT NULL,
        id      INTEGER NOT NULL,
        allowed INTEGER NOT NULL,                        -- 1 let in, 0 kept out
        at      INTEGER NOT NULL,                        -- Unix seconds
        PRIMARY KEY (bot_id, id)
    ) STRICT, WITHOUT ROWID;

    -- Documents that came through a chat: their origin has no file to be read from again.
    CREATE TABLE documents (
        origin TEXT PRIMARY KEY,
        name   TEXT NOT NULL,
        format TEXT NOT NULL,
        data   BLOB NOT NULL
    ) STRICT;

    -- Titles that administrators gave, which stay when the text is read again.
    CREATE TABLE renamed (
        number INTEGER PRIMARY KEY REFERENCES articles (number),
        title  TEXT NOT NULL,
        before TEXT NOT NULL                             -- the one that the text gave
    ) STRICT;
    """,
    # 4: feeds and what they were seen to hold; what articles are compared by; corrections of what was told.
    """
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
    CREATE INDEX feeds_due ON feeds (next_at) WHERE state = 'live';

    -- What a feed was seen to hold, for ever: its article's origin is 'feed:' and the id.
    CREATE TABLE entries (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        feed    INTEGER NOT NULL REFERENCES feeds (id),
        guid    INTEGER NOT NULL,                        -- prints, 0 for none
        link    INTEGER NOT NULL,
        content INTEGER NOT NULL,
        url     TEXT NOT NULL
    ) STRICT;
    CREATE INDEX entries_by_feed ON entries (feed);

    -- See bot.text.likeness: articles that share a band may be alike.
    CREATE TABLE signatures (
        number    INTEGER PRIMARY KEY REFERENCES articles (number),
        signature BLOB NOT NULL,
        bands     BLOB NOT NULL                          -- int64 each, little-endian
    ) STRICT;
    CREATE TABLE bands (
        band   INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (band, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX articles_by_url ON articles (url) WHERE url <> '' AND removed_at IS NULL;

    CREATE TABLE changes (
        number INTEGER PRIMARY KEY REFERENCES articles (number),
        at     INTEGER NOT NULL,
        what   TEXT NOT NULL                             -- the last correction changed, in a line
    ) STRICT;
    -- Notices that were sent and are to be edited.
    CREATE TABLE edits (
        notice INTEGER PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,
        due_at INTEGER NOT NULL,
        tries  INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX edits_due ON edits (due_at);
    CREATE INDEX outbox_by_article ON outbox (number);
    """,
    # 5: which origin an article follows; what was removed, to be brought back; pages to be looked at again.
    """
    -- The order in which origins came to hold their article, from 1: it says what the first of them says.
    ALTER TABLE origins ADD COLUMN place INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE withdrawn (
        number INTEGER PRIMARY KEY REFERENCES articles (number),
        at     INTEGER NOT NULL,                         -- Unix seconds
        text   BLOB NOT NULL                             -- see bot.store.withdrawn
    ) STRICT;

    -- Of an entry whose page was read: when it is looked at next (0: not again), how often it was, and what
    -- recognizes it.
    ALTER TABLE entries ADD COLUMN look_at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE entries ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE entries ADD COLUMN page_etag TEXT NOT NULL DEFAULT '';
    ALTER TABLE entries ADD COLUMN page_modified TEXT NOT NULL DEFAULT '';
    CREATE INDEX entries_looks ON entries (feed, look_at) WHERE look_at > 0;

    -- Which reader's words a search was kept in: another one reads it anew. See bot.renewal.
    ALTER TABLE searches ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;
    """,
)


def newest() -> int:
    """The schema of this version."""
    return len(STEPS)

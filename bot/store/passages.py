"""Passages, their sentences, and the inverted index over their terms.

The index is ours rather than FTS5's because it must be bounded: FTS5 takes as long as its commonest word has
rows, decoding each and ranking it. Here a term's postings are arrays of 16-bit integers, a chunk of 2,048
passages a row, which numpy adds up; and they are plain rows, so another database can hold them.

Not for what a term or a token is (`bot.text.index`), nor for scoring.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np

from bot.models import CHUNK_BITS, IMPACT_BITS, IndexedArticle, Paragraph, Posting, Sentence, SummarySentence
from bot.store import lookups
from bot.store.database import Connection, Database
from bot.store.lookups import StoredSentence

_PLACE = (1 << CHUNK_BITS) - 1
_MOST_PARAMETERS = 900  # SQLite before 3.32 took 999


async def add(connection: Connection, number: int, indexed: IndexedArticle) -> None:
    """Keep the passages and sentences of an article that has none yet, inside the caller's transaction."""
    if not indexed.passages:
        return
    rows = await connection.execute_fetchall("SELECT coalesce(max(id), 0) FROM passages")
    first = int(next(iter(rows))[0]) + 1
    await connection.executemany(
        "INSERT INTO passages (id, number, position, heading, terms, tokens) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (id_, number, passage.position, passage.heading, passage.terms, passage.tokens)
            for id_, passage in enumerate(indexed.passages, first)
        ],
    )
    sentences = [
        (number, id_, sentence.pick, sentence.salience, sentence.text)
        for id_, passage in enumerate(indexed.passages, first)
        for sentence in passage.sentences
    ]
    await connection.executemany(
        "INSERT INTO sentences (number, passage_id, pick, salience, text, position)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, position) for position, row in enumerate(sentences)],
    )
    await connection.executemany(
        "INSERT INTO postings (key, docs) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET docs = CAST(docs || excluded.docs AS BLOB)",
        _pack(first, [(passage.terms, passage.impacts) for passage in indexed.passages]),
    )
    await _count(connection, first, len(indexed.passages), 1)
    await connection.executemany("INSERT OR IGNORE INTO vocabulary VALUES (?, ?)", indexed.words)


def _pack(first: int, passages: Sequence[tuple[bytes, bytes]]) -> list[tuple[int, bytes]]:
    """Give (key, postings) for passages whose ids count from `first`."""
    sizes = [len(impacts) for _, impacts in passages]
    ids = np.repeat(np.arange(first, first + len(passages), dtype=np.int64), sizes)
    terms = np.frombuffer(b"".join(terms for terms, _ in passages), "<u4").astype(np.int64)
    impacts = np.frombuffer(b"".join(impacts for _, impacts in passages), np.uint8)
    keys = (ids >> CHUNK_BITS) << 32 | terms
    docs = ((ids & _PLACE) << IMPACT_BITS | impacts).astype("<u2")
    order = np.argsort(keys, kind="stable")
    keys, packed = keys[order], docs[order].tobytes()
    starts = np.flatnonzero(np.diff(keys, prepend=-1)).tolist()
    return [
        (key, packed[2 * start : 2 * end])
        for key, start, end in zip(keys[starts].tolist(), starts, [*starts[1:], len(keys)], strict=True)
    ]


async def _count(connection: Connection, first: int, passages: int, sign: int) -> None:
    """Add to (or take from) the number of passages of each chunk from `first` on."""
    chunks, counts = np.unique(np.arange(first, first + passages) >> CHUNK_BITS, return_counts=True)
    await connection.executemany(
        "INSERT INTO chunks VALUES (?, ?)"
        " ON CONFLICT (chunk) DO UPDATE SET passages = passages + excluded.passages",
        [(int(chunk), sign * int(count)) for chunk, count in zip(chunks, counts, strict=True)],
    )


async def remove(connection: Connection, number: int) -> None:
    """Take an article's passages and sentences out, inside the caller's transaction; none is no error."""
    passages = [
        (int(row["id"]), bytes(row["terms"]))
        for row in await connection.execute_fetchall(
            "SELECT id, terms FROM passages WHERE number = ? ORDER BY id", (number,)
        )
    ]
    if not passages:
        return
    first = passages[0][0]
    await _unpost(connection, passages)
    await _count(connection, first, len(passages), -1)
    await connection.execute("DELETE FROM chunks WHERE passages <= 0")
    await connection.execute("DELETE FROM sentences WHERE number = ?", (number,))
    await connection.execute("DELETE FROM passages WHERE number = ?", (number,))


async def _unpost(connection: Connection, passages: Sequence[tuple[int, bytes]]) -> None:
    ids = {id_ for id_, _ in passages}
    keys = sorted(
        {
            (id_ >> CHUNK_BITS) << 32 | term
            for id_, terms in passages
            for term in np.frombuffer(terms, "<u4").tolist()
        }
    )
    for start in range(0, len(keys), _MOST_PARAMETERS):
        part = keys[start : start + _MOST_PARAMETERS]
        rows = await connection.execute_fetchall(
            f"SELECT key, docs FROM postings WHERE key IN ({_marks(part)})",  # noqa: S608 - question marks only
            part,
        )
        changed = []
        for key, data in rows:
            docs = np.frombuffer(data, "<u2")
            base = (key >> 32) << CHUNK_BITS
            gone = np.array([id_ - base for id_ in ids])
            changed.append((docs[~np.isin(docs >> IMPACT_BITS, gone)].tobytes(), key))
        await connection.executemany("UPDATE postings SET docs = ? WHERE key = ?", changed)
        await connection.execute(
            f"DELETE FROM postings WHERE key IN ({_marks(part)}) AND length(docs) = 0",  # noqa: S608
            part,
        )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


async def postings(database: Database, terms: Sequence[int]) -> tuple[int, list[Posting]]:
    """Give the number of passages in the library, and the postings of these terms."""
    return await database.lookup(lambda reads: lookups.postings(reads, terms))


async def languages(database: Database) -> list[str]:
    """Give the languages of the articles in the library."""
    return await database.lookup(lookups.languages)


def ids_of(postings: Iterable[Posting]) -> list[int]:
    """Give the ids of the passages that these postings hold, each once, ascending."""
    ids = [
        (np.frombuffer(docs, "<u2").astype(np.int64) >> IMPACT_BITS) + (chunk << CHUNK_BITS)
        for chunk, _term, docs in postings
    ]
    return [int(id_) for id_ in np.unique(np.concatenate(ids))] if ids else []


async def sentences(database: Database, ids: Sequence[int]) -> list[StoredSentence]:
    """Give the sentences that are there of these ids, in no order."""
    rows = await database.fetch(
        f"SELECT id, number, passage_id, position, text FROM sentences WHERE id IN ({_marks(ids)})",  # noqa: S608
        ids,
    )
    return [StoredSentence(*row) for row in rows]


async def paragraph_of(database: Database, sentence_id: int) -> list[StoredSentence]:
    """Give the sentences of the paragraph that holds a sentence, in order; none if it is gone."""
    rows = await database.fetch(
        "SELECT id, number, passage_id, position, text FROM sentences"
        " WHERE passage_id = (SELECT passage_id FROM sentences WHERE id = ?) ORDER BY id",
        (sentence_id,),
    )
    return [StoredSentence(*row) for row in rows]


async def paragraphs(database: Database, number: int) -> tuple[Paragraph, ...]:
    """Give an article's text as it was read, paragraph by paragraph."""
    rows = await database.fetch(
        "SELECT p.id, p.heading, s.text FROM sentences AS s JOIN passages AS p ON p.id = s.passage_id"
        " WHERE s.number = ? ORDER BY s.position",
        (number,),
    )
    return tuple(
        Paragraph(tuple(Sentence(row[2]) for row in told), heading)
        for (_, heading), told in groupby(rows, key=lambda row: (row[0], row[1]))
    )


async def summary(database: Database, number: int, k: int) -> list[SummarySentence]:
    """Give the `k` sentences of an article that a summary takes first, in the article's order."""
    rows = await database.fetch(
        "SELECT position, text, passage_id FROM sentences WHERE number = ? AND pick < ? ORDER BY position",
        (number, k),
    )
    return [SummarySentence(*row) for row in rows]


async def sentence_at(database: Database, number: int, position: int) -> str:
    """Give an article's sentence by its position; "" if there is none."""
    row = await database.fetch_one(
        "SELECT text FROM sentences WHERE number = ? AND position = ?", (number, position)
    )
    return "" if row is None else str(row[0])


async def indexed(connection: Connection, number: int) -> list[tuple[int, bytes, bytes]]:
    """Give an article's passages as (position, terms, tokens), in order."""
    rows = await connection.execute_fetchall(
        "SELECT position, terms, tokens FROM passages WHERE number = ? ORDER BY position", (number,)
    )
    return [tuple(row) for row in rows]


async def newest_of(database: Database, ids: Sequence[int], limit: int) -> list[int]:
    """Give the numbers of the articles that these passages are of, each once, the newest first."""
    rows = await database.fetch(
        "SELECT DISTINCT number FROM passages WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY number DESC LIMIT ?",
        (json.dumps(list(ids)), limit),
    )
    return [int(row[0]) for row in rows]

"""What a library keeps of an article so that questions of it are array look-ups: terms, impacts, tokens.

Made once, when an article arrives, in the worker process. Not for storing (`bot.store.passages`), nor for
scoring (`bot.text.candidates`, `bot.text.answer`).

A *term* is the 32-bit hash of a stem. A passage's *impacts* are the BM25 weight of each of its terms without
the idf, quantized (Anh & Moffat 2006, "Pruned query evaluation using pre-computed impacts"): a search adds up
small integers. Its *tokens* are, in this order and in the machine's little-endian:

    uint32 s, t, c           numbers of sentences, tokens, context terms
    uint32 context[c]        terms of the article's title and of the heading above
    uint16 lengths[s]        tokens of each sentence
    uint16 places[t]         for each token, its place among the passage's `terms`
    uint8  flags[t]          what kind of word it is, see FLAGS
"""

import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.models import IndexedArticle, IndexedPassage, Paragraph, Reading, Sentence
from bot.text.kinds import flags_of
from bot.text.words import spans, stem, words

MOST_SENTENCES = 20  # of one passage: beyond, a "paragraph" is a whole text in one line
MOST_TOKENS = 1_000
LEVELS = 31  # impacts are 0 … 31, five bits
K1 = 1.2  # Robertson & Zaragoza 2009, "The probabilistic relevance framework", section 3.3
B = 0.75
TYPICAL_LENGTH = 100  # tokens of a passage; a constant, so that impacts need not change as the library grows


def term_of(stemmed: str) -> int:
    """Give the 32-bit id of a stem. Latin letters count without their accents: not everyone types them."""
    if not stemmed.isascii():
        stemmed = fold(stemmed)
    return zlib.crc32(stemmed.encode("utf-8", "surrogatepass"))


def fold(word: str) -> str:
    """Give a word without the accents of its Latin letters; й and ї are other letters, and stay."""
    return "".join(
        part[0] if len(part := unicodedata.normalize("NFD", letter)) > 1 and part[0].isascii() else letter
        for letter in word
    )


def index(reading: Reading) -> IndexedArticle:
    """Index an article: its paragraphs in order, after the passage (position −1) of what is told of it."""
    vocabulary: dict[str, int] = {}
    title = [term_of(stem(word, reading.language)) for word in words(reading.title)]
    told = " . ".join((reading.title, reading.author, reading.publication, *reading.tags))
    passages = [_passage(-1, "", (Sentence(told),), [], reading.language, vocabulary)]
    for heading, sentences in _pieces(reading.paragraphs):
        context = title + [term_of(stem(word, reading.language)) for word in words(heading)]
        passages.append(
            _passage(len(passages) - 1, heading, sentences, context, reading.language, vocabulary)
        )
    return IndexedArticle(tuple(passages), tuple(vocabulary.items()))


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    for paragraph in paragraphs:
        sentences = paragraph.sentences
        for start in range(0, len(sentences), MOST_SENTENCES):
            yield paragraph.heading, sentences[start : start + MOST_SENTENCES]


def _passage(
    position: int,
    heading: str,
    sentences: tuple[Sentence, ...],
    context: list[int],
    language: str,
    vocabulary: dict[str, int],
) -> IndexedPassage:
    stems: list[int] = []
    flags = bytearray()
    lengths: list[int] = []
    for sentence in sentences:
        left = MOST_TOKENS - len(stems)
        found = spans(sentence.text, left)[:left]
        for _, _, word in found:
            if (term := vocabulary.get(word)) is None:
                term = vocabulary[word] = term_of(stem(word, language))
            stems.append(term)
        flags += flags_of(sentence.text, found, language)
        lengths.append(len(found))
    terms, places, counts = np.unique(
        np.array(stems, dtype=np.uint32), return_inverse=True, return_counts=True
    )
    tokens = b"".join(
        (
            np.array([len(lengths), len(stems), len(context)], dtype="<u4").tobytes(),
            np.array(context, dtype="<u4").tobytes(),
            np.array(lengths, dtype="<u2").tobytes(),
            places.astype("<u2").tobytes(),
            bytes(flags),
        )
    )
    return IndexedPassage(
        position=position,
        heading=heading,
        sentences=() if position < 0 else sentences,
        terms=terms.astype("<u4").tobytes(),
        impacts=impacts(counts, len(stems)).tobytes(),
        tokens=tokens,
    )


def impacts(counts: NDArray[np.int64], length: int) -> NDArray[np.uint8]:
    """Give terms that occur `counts` times among `length` tokens their BM25 weight without idf, quantized."""
    weight = counts / (counts + K1 * (1 - B + B * length / TYPICAL_LENGTH))
    return np.asarray(np.maximum(np.rint(LEVELS * weight), 1), dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A passage's tokens, read back; arrays are views of the stored bytes."""

    context: NDArray[np.uint32]
    lengths: NDArray[np.uint16]
    places: NDArray[np.uint16]
    flags: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class AllTokens(Tokens):
    """The same of some passages, one after the other, and how many of each every passage has."""

    sentences: NDArray[np.int64]
    tokens: NDArray[np.int64]
    contexts: NDArray[np.int64]


_HEAD = struct.Struct("<3I")


def read_tokens(data: bytes) -> Tokens:
    """Read what `index` wrote."""
    return read_all([data])


def read_all(passages: Sequence[bytes]) -> AllTokens:
    """Read what `index` wrote of some passages: slices of bytes, so that dozens cost four arrays."""
    heads = [_HEAD.unpack_from(data) for data in passages]
    parts = []
    for data, (sentences, tokens, context) in zip(passages, heads, strict=True):
        lengths_at = _HEAD.size + 4 * context
        places_at = lengths_at + 2 * sentences
        flags_at = places_at + 2 * tokens
        parts.append(
            (
                data[_HEAD.size : lengths_at],
                data[lengths_at:places_at],
                data[places_at:flags_at],
                data[flags_at : flags_at + tokens],
            )
        )
    contexts, lengths, places, flags = map(b"".join, zip(*parts, strict=True)) if parts else (b"",) * 4
    counts = np.array(heads, dtype=np.int64)
    return AllTokens(
        np.frombuffer(contexts, "<u4"),
        np.frombuffer(lengths, "<u2"),
        np.frombuffer(places, "<u2"),
        np.frombuffer(flags, np.uint8),
        *counts.T,
    )

"""A document's bytes to a Reading: decode, extract, clean, tell the language, part the sentences.

Not for ranking (`rank`) nor for the index. It runs in a worker process and keeps nothing.
"""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from bot.errors import Unreadable
from bot.models import Document, Paragraph, Reading, Sentence
from bot.text.appeals import own_sentences
from bot.text.blocks import Extract
from bot.text.clean import Passage, clean
from bot.text.decode import decode
from bot.text.front_matter import split_front_matter
from bot.text.language import parse_language, settle
from bot.text.markdown import read_markdown
from bot.text.plain import read_plain
from bot.text.sentences import split
from bot.text.web import read_web

MOST_CHARACTERS = 21_000_000  # what a bot may fetch is 20 MB (Bot API, getFile)
MOST_BLOCKS = 100_000  # about 8 seconds of cleaning
MOST_SENTENCES = 200_000
LONGEST_SENTENCE = 4_000  # characters; longer is no sentence but a dump

_NOT_LETTERS = re.compile(r"[\W_]+")


def read(document: Document, *, language: str = "") -> Reading:
    """Give what `document` says; `language` overrides what it tells of its own language.

    Salience and pick of the sentences are left at 0.

    Raises:
        Unreadable: it holds no article; the message says why.
    """
    extract = _extract(document)
    if len(extract.blocks) > MOST_BLOCKS:
        raise Unreadable(f"it has more than {MOST_BLOCKS:,} paragraphs")
    cleaned = clean(extract, fallback_title=_pretty(document.name))
    page = document.format == "html"
    sample = "\n".join(passage.text for passage in cleaned.passages[:60])
    told = parse_language(extract.facts.language)
    spoken = parse_language(language) or (told if told and not page else settle(told, sample))
    paragraphs, dumps = _paragraphs(cleaned.passages, spoken)
    if dumps:
        extract.repairs.append(f"left out {dumps:,} sentences of more than {LONGEST_SENTENCE:,} characters")
    facts = cleaned.facts
    return Reading(
        title=facts.title,
        language=spoken,
        paragraphs=paragraphs,
        digest=_digest(paragraphs),
        author=facts.author,
        publication=facts.publication or document.publication,
        url=document.url or facts.url,
        photo_credit=facts.photo_credit,
        published=facts.published,
        tags=facts.tags,
        repairs=tuple(extract.repairs),
    )


def _extract(document: Document) -> Extract:
    if document.format == "pdf":
        from bot.text.pdf import read_pdf  # noqa: PLC0415 - only a PDF needs its library

        return read_pdf(document.data)
    text, repairs = decode(document.data, markup=document.format == "html", charset=document.charset)
    if document.format == "html":
        page = read_web(text)
        return Extract(page.blocks, page.facts, repairs + page.repairs)
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"it has {len(text):,} characters, more than {MOST_CHARACTERS:,}")
    facts, body, mended = split_front_matter(text)
    blocks = read_markdown(body) if document.format == "markdown" else read_plain(body)
    return Extract(blocks, facts, repairs + mended)


def _paragraphs(passages: list[Passage], language: str) -> tuple[tuple[Paragraph, ...], int]:
    """Give the paragraphs, and how many sentences were too long to be any."""
    out: list[Paragraph] = []
    count = dumps = 0
    for passage in passages:
        lettered = [text for text in own_sentences(split(passage.text, language)) if _has_letters(text)]
        sentences = [text for text in lettered if len(text) <= LONGEST_SENTENCE]
        count += len(sentences)
        dumps += len(lettered) - len(sentences)
        if count > MOST_SENTENCES:
            raise Unreadable(f"it has more than {MOST_SENTENCES:,} sentences")
        if sentences:
            out.append(Paragraph(tuple(Sentence(text) for text in sentences), passage.heading))
    if not out:
        raise Unreadable("it has no sentences")
    return tuple(out), dumps


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _digest(paragraphs: tuple[Paragraph, ...]) -> str:
    """Give the SHA-256 of the body's letters and figures, casefolded and NFKC, nothing else counted."""
    body = " ".join(sentence.text for paragraph in paragraphs for sentence in paragraph.sentences)
    letters = _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", body).casefold())
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()


def _pretty(name: str) -> str:
    """Make a title of a file's name: "2022/freedom-legion.md" is "Freedom legion"."""
    words = re.sub(r"[\s_-]+", " ", PurePosixPath(name.replace("\\", "/")).stem).strip()
    return words[:1].upper() + words[1:]

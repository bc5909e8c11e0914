"""Questions: the sentences of the library that answer them, or that none does. Searches for articles, too.

Not for wording an answer (`bot.render`), nor for summaries (`bot.articles`).
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.errors import BadQuery, NotFound
from bot.models import Answer, Article, Page, Quote
from bot.search import Search, corrected, find, tells_most, unknown
from bot.store import articles, lookups, passages
from bot.store.database import Database, Reads
from bot.text import answer, candidates, thesaurus
from bot.text.features import Candidate, Wanted
from bot.text.words import warm

# Passages whose sentences are scored; all that hold a word of the question have been scored as passages. Of
# New Wiki's 1,600, scoring 50 helps no question; of 200,000, 200 are within half a point of scoring 2,000.
SECOND_LOOK = 20
MOST_LOOKED = 200
MOST_OF_ARTICLE = 110  # when one article is asked
MOST_QUOTES = 6  # of an answer, of which a reply shows three
MARKED = 3  # of them, whose matches are told: those that a reply shows
SAME = 2  # sentences more than are asked for, as some may say the same
NEAREST = 3  # articles offered when none answers
MOST_FOUND = 2_000  # passages that a search for articles looks at
PAGE = 10
LEAST = 0.4  # of the best passage's score: the sentences of one with less are not looked at
_START, _ALIKE = 40, 8  # characters at the start of a sentence, and letters that may be alike
_NO_LETTER = re.compile(r"[\W_]+")  # nor digit


class _Best(NamedTuple):
    """Scored sentences, best first, and whether the first answers."""

    ranked: list[answer.Scored]
    sure: bool

    @property
    def sureness(self) -> float:
        return self.ranked[0].sureness


class Answers:
    """Answers from one library."""

    def __init__(self, database: Database, sure: float = answer.SURE) -> None:
        self._database = database
        self._sure = sure  # log odds below which the articles do not answer

    async def warm(self) -> None:
        """Load ahead what the first question would wait for: the stemmers of the library's languages."""
        languages = await passages.languages(self._database)
        await asyncio.to_thread(warm, *languages)
        await asyncio.to_thread(thesaurus.warm, *languages)

    async def ask(self, question: str, *, article: int | None = None, most: int = MOST_QUOTES) -> Answer:
        """Answer a question from the library, by up to `most` quotes; of `article` first, if one is given.

        Raises:
            BadQuery: the question holds no word.
        """
        return await self._database.lookup(lambda reads: self._ask(reads, question, article, most))

    def _ask(self, reads: Reads, question: str, article: int | None, most: int) -> Answer:
        search = find(reads, question)
        if not search.query.telling:
            return Answer(question)
        found = self._best(reads, search, article, most)
        if (not found.sure or tells_most(search)) and (other := corrected(reads, search)):
            again = self._best(reads, other, article, most)
            if again.sure and (not found.sure or again.sureness > found.sureness):
                search, found = other, again
        if found.sure:
            shown = _quotes(reads, answer.worth(found.ranked, self._sure), most)
            return Answer(question, tuple(shown), corrections=search.corrections)
        return Answer(question, nearest=_near(reads, search))

    def _best(self, reads: Reads, search: Search, article: int | None, most: int) -> _Best:
        """Give the best sentences: those of `article`, if that answers, else the library's."""
        best = _Best([], False)
        for within in (None,) if article is None else (lookups.span(reads, article), None):
            ranked = rank(reads, search, within, most + SAME)
            best = _Best(ranked, answer.is_sure(ranked, self._sure))
            if best.sure:
                break
        return best

    async def quotes(self, ids: Sequence[int], question: str) -> tuple[Quote, ...]:
        """Give stored sentences as quotes again, in the order of `ids`; those that are gone are left out.

        Without a word in `question`, nothing of them is marked.
        """
        try:
            search = await self._database.lookup(lambda reads: find(reads, question))
            wanted: Wanted | None = search.wanted
        except BadQuery:
            wanted = None
        found = {one.id: one for one in await passages.sentences(self._database, list(ids))}
        numbers = {one.number for one in found.values()}
        known = {one.number: one for one in await articles.several(self._database, sorted(numbers))}
        return tuple(
            Quote(
                id_,
                known[one.number],
                one.text,
                0.0,
                answer.matches(one.text, answer.places_of(one.text, wanted)) if wanted else (),
            )
            for id_ in ids
            if (one := found.get(id_)) is not None and one.number in known
        )

    async def paragraph(self, sentence_id: int) -> tuple[Article, tuple[str, ...], int]:
        """Give a sentence's article, the sentences of its paragraph, and which of them (from 0) it is.

        Raises:
            NotFound: the sentence is gone: its article was edited or removed.
        """
        found = await passages.paragraph_of(self._database, sentence_id)
        known = await articles.several(self._database, [one.number for one in found[:1]])
        if not known:
            raise NotFound
        at = next(i for i, one in enumerate(found) if one.id == sentence_id)
        return known[0], tuple(one.text for one in found), at

    async def search_articles(self, words: str, page: int = 1) -> Page:
        """Give a page of the articles that fit `words`, best first.

        Those that have all words, in their text or in what is told of them; if none has, those with most.

        Raises:
            BadQuery: there is no word in it.
        """
        return await self._database.lookup(lambda reads: _search_articles(reads, words, page))


def rank(
    reads: Reads, search: Search, within: range | None = None, most: int = answer.MOST
) -> list[answer.Scored]:
    """Give the `most` best sentences, best first."""
    return answer.rank(search.wanted, second_look(reads, search, within), most)


def second_look(reads: Reads, search: Search, within: range | None = None) -> list[Candidate]:
    """Give the passages whose sentences are worth scoring."""
    most = min(int(SECOND_LOOK * max(search.total / 2_000, 1) ** 0.5), MOST_LOOKED)
    if within is not None:
        most = MOST_OF_ARTICLE
    least = LEAST if within is None else 0.0
    found = candidates.best(search.postings, search.wanted, most, within, least)
    kept = lookups.passages(reads, found.ids)
    return [
        Candidate(id_, score, *kept[id_])
        for id_, score in zip(found.ids, found.scores, strict=True)
        if id_ in kept
    ]


def _quotes(reads: Reads, ranked: Sequence[answer.Scored], most: int) -> list[Quote]:
    """Give the best sentences as quotes; of those that say the same, the first."""
    texts = lookups.sentences(reads, [(one.passage, one.sentence) for one in ranked[: most + SAME]])
    there = [(texts[at], one) for one in ranked if (at := (one.passage, one.sentence)) in texts]
    shown = _distinct(there)[:most]
    known = lookups.articles(reads, sorted({sentence.number for sentence, _ in shown}))
    return [
        Quote(
            sentence.id,
            known[sentence.number],
            sentence.text,
            one.score,
            answer.matches(sentence.text, one.places) if i < MARKED else (),
        )
        for i, (sentence, one) in enumerate(shown)
        if sentence.number in known
    ]


def _distinct(
    found: Sequence[tuple[lookups.StoredSentence, answer.Scored]],
) -> list[tuple[lookups.StoredSentence, answer.Scored]]:
    """Give those that say what none before them says, letter for letter."""
    known: dict[str, list[str]] = {}
    distinct = []
    for sentence, scored in found:
        text = sentence.text
        # Most differ by then: the rest of each is only looked at where another starts alike.
        alike = known.setdefault(_letters(text[:_START])[:_ALIKE], [])
        if not alike or _letters(text) not in map(_letters, alike):
            distinct.append((sentence, scored))
        alike.append(text)
    return distinct


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _search_articles(reads: Reads, words: str, page: int) -> Page:
    search = find(reads, words)
    search = (unknown(search) and corrected(reads, search)) or search
    numbers = _fitting(reads, search, MOST_FOUND)
    pages = max(-(-len(numbers) // PAGE), 1)
    page = min(max(page, 1), pages)
    here = numbers[(page - 1) * PAGE : page * PAGE]
    known = lookups.articles(reads, here)
    shown = tuple(known[number] for number in here if number in known)
    return Page(shown, page, pages, len(numbers), words, search.corrections)


def _fitting(reads: Reads, search: Search, most: int) -> list[int]:
    """Give the articles that fit a search, best first, from the `most` best passages."""
    found = candidates.best(search.postings, search.wanted, most)
    places = lookups.places(reads, found.ids)
    bits = candidates.words_of(search.postings, search.wanted, found.ids)
    passages_found = zip(found.ids, found.scores, bits, strict=True)
    return answer.fits(
        search.wanted,
        [answer.Fit(*places[id_], score, has) for id_, score, has in passages_found if id_ in places],
    )


def _near(reads: Reads, search: Search) -> tuple[Article, ...]:
    """Give the articles nearest to a question: those with half of it, or half of its names, as they weigh.

    Less than that is a word that any article may have, or one that only looks alike in another language.
    """
    names = search.wanted.weights * [word.name for word in search.query.words]
    named = search._replace(wanted=replace(search.wanted, weights=names))
    near = _fitting(reads, search, SECOND_LOOK) or _fitting(reads, named, SECOND_LOOK)
    known = lookups.articles(reads, near[:NEAREST])
    return tuple(known[number] for number in near if number in known)

"""Questions: the sentences of the library that answer them, or that none does. Searches for articles, too.

Not for wording an answer (`bot.render`), nor for summaries (`bot.articles`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.errors import BadQuery, NotFound
from bot.models import Answer, Article, Page, Posting, Quote
from bot.store import articles, passages, vocabulary
from bot.store.database import Database
from bot.store.passages import StoredSentence
from bot.text import answer, candidates, query, spelling
from bot.text.features import Candidate, Wanted
from bot.text.query import Query

SECOND_LOOK = 20  # passages whose sentences are scored; with 50, no question of the evaluation set fares better
MOST_QUOTES = 6  # of an answer, of which a reply shows three
NEAREST = 3  # articles offered when none answers
MOST_FOUND = 2_000  # passages that a search for articles looks at
PAGE = 10
MOST_FORMS = 64  # words of the vocabulary that are looked at for each word of a question


class _Search(NamedTuple):
    """A question as the library sees it."""

    query: Query
    wanted: Wanted
    postings: list[Posting]
    corrections: tuple[tuple[str, str], ...]


class Answers:
    """Answers from one library."""

    def __init__(self, database: Database, sure: float = answer.SURE) -> None:
        self._database = database
        self._sure = sure  # log odds below which the articles do not answer

    async def ask(self, question: str, *, article: int | None = None, most: int = MOST_QUOTES) -> Answer:
        """Answer a question from the library, by up to `most` quotes; of `article` first, if one is given.

        Raises:
            BadQuery: the question holds no word.
        """
        search = await self._search(question)
        if article is not None:
            span = await passages.span(self._database, article)
            ranked, _ = await self._rank(search, span)
            if answer.is_sure(ranked, self._sure):
                return await self._answer(question, search, ranked, most)
        ranked, found = await self._rank(search)
        if answer.is_sure(ranked, self._sure):
            return await self._answer(question, search, ranked, most)
        numbers = list(dict.fromkeys(found))[:NEAREST]
        near = await articles.several(self._database, numbers) if numbers else []
        return Answer(question, nearest=tuple(near), corrections=search.corrections)

    async def _search(self, question: str) -> _Search:
        """Read a question, and fetch what the index has on its words and their other forms."""
        asked = query.parse(question, await passages.languages(self._database))
        starts = {word.text: spelling.beginning(word.text) for word in asked.words}
        beginnings = sorted({start for start in starts.values() if start})
        known = await vocabulary.starting(self._database, beginnings, MOST_FORMS)
        forms = [
            spelling.forms(word.text, word.terms, [one for one in known if one[0].startswith(start)])
            if (start := starts[word.text])
            else {}
            for word in asked.words
        ]
        terms = {*asked.terms, *(term for others in forms for term in others)}
        total, postings = await passages.postings(self._database, sorted(terms))
        frequency = candidates.frequencies(postings)
        asked, corrections = await self._correct(asked, frequency)
        if corrections:
            more = sorted({term for word in asked.words for term in word.terms} - terms)
            postings += (await passages.postings(self._database, more))[1] if more else []
            frequency = candidates.frequencies(postings)
        return _Search(asked, candidates.want(asked, forms, frequency, total), postings, corrections)

    async def _correct(
        self, asked: Query, frequency: Mapping[int, int]
    ) -> tuple[Query, tuple[tuple[str, str], ...]]:
        """Read words that no article has as the known words that they are most likely meant to be."""
        words, corrections = [], []
        for word in asked.words:
            edits = spelling.edits(word.text)
            if edits and not any(term in frequency for term in word.terms):
                near = await vocabulary.misspelled(self._database, word.text, edits)
                close = dict(spelling.close(word.text, near))
                counts = await vocabulary.frequencies(self._database, sorted(set(close.values())))
                if meant := spelling.nearest(word.text, close, counts):
                    words.append(replace(word, terms=(close[meant],)))
                    if not spelling.is_form(word.text, meant):
                        corrections.append((word.text, meant))
                    continue
            words.append(word)
        return replace(asked, words=tuple(words)), tuple(corrections)

    async def _rank(
        self, search: _Search, within: range | None = None
    ) -> tuple[list[answer.Scored], list[int]]:
        """Give the scored sentences, best first, and the articles of the passages, best first."""
        found = candidates.best(search.postings, search.wanted, SECOND_LOOK, within)
        kept = {one.id: one for one in await passages.get(self._database, found.ids)} if found.ids else {}
        there = [
            (kept[id_], score) for id_, score in zip(found.ids, found.scores, strict=True) if id_ in kept
        ]
        looked = [
            Candidate(one.id, one.number, score, one.terms, one.tokens)
            for one, score in there
            if one.position >= 0
        ]
        return answer.rank(search.wanted, looked), [one.number for one, _ in there]

    async def _answer(
        self, question: str, search: _Search, ranked: Sequence[answer.Scored], most: int
    ) -> Answer:
        quotes = await self._quotes(search, ranked, most)
        return Answer(question, tuple(quotes), corrections=search.corrections)

    async def _quotes(self, search: _Search, ranked: Sequence[answer.Scored], most: int) -> list[Quote]:
        ranked = ranked[: most + 4]  # some may say the same
        texts: dict[int, list[StoredSentence]] = {}
        for sentence in await passages.sentences_of(
            self._database, list(dict.fromkeys(one.passage for one in ranked))
        ):
            texts.setdefault(sentence.passage, []).append(sentence)
        numbers = {sentences[0].number for sentences in texts.values()}
        known = {one.number: one for one in await articles.several(self._database, sorted(numbers))}
        terms = frozenset(search.wanted.terms)
        quotes: dict[str, Quote] = {}
        for one in ranked:
            sentences = texts.get(one.passage, [])
            if one.sentence >= len(sentences) or sentences[0].number not in known:
                continue  # removed since it was scored
            sentence = sentences[one.sentence]
            same = "".join(filter(str.isalnum, sentence.text.casefold()))
            if same and same not in quotes:
                marks = answer.matches(sentence.text, search.query, terms)
                article = known[sentence.number]
                quotes[same] = Quote(sentence.id, article, sentence.text, one.score, marks)
            if len(quotes) == most:
                break
        return list(quotes.values())

    async def quotes(self, ids: Sequence[int], question: str) -> tuple[Quote, ...]:
        """Give stored sentences as quotes again, in the order of `ids`; those that are gone are left out.

        Without a word in `question`, nothing of them is marked.
        """
        try:
            search = await self._search(question)
            asked, terms = search.query, frozenset(search.wanted.terms)
        except BadQuery:
            asked, terms = Query(), frozenset()
        found = {one.id: one for one in await passages.sentences(self._database, list(ids))}
        numbers = {one.number for one in found.values()}
        known = {one.number: one for one in await articles.several(self._database, sorted(numbers))}
        return tuple(
            Quote(id_, known[one.number], one.text, 0.0, answer.matches(one.text, asked, terms))
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
        search = await self._search(words)
        found = candidates.best(search.postings, search.wanted, MOST_FOUND)
        places = await passages.places(self._database, found.ids)
        bits = candidates.words_of(search.postings, search.wanted, found.ids)
        fits = answer.fits(
            search.wanted,
            [
                answer.Fit(*places[id_], score, has)
                for id_, score, has in zip(found.ids, found.scores, bits, strict=True)
                if id_ in places
            ],
        )
        pages = max(-(-len(fits) // PAGE), 1)
        page = min(max(page, 1), pages)
        shown = await articles.several(self._database, fits[(page - 1) * PAGE : page * PAGE])
        return Page(tuple(shown), page, pages, len(fits), words, search.corrections)

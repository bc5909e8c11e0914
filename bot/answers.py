"""Questions: the sentences of the library that answer them, or that none does. Searches for articles, too.

Not for wording an answer (`bot.render`), nor for summaries (`bot.articles`).
"""

from collections.abc import Sequence

from bot.errors import BadQuery, NotFound
from bot.models import Answer, Article, Page, Quote
from bot.store import articles, passages
from bot.store.database import Database
from bot.store.passages import StoredSentence
from bot.text import answer, candidates, query
from bot.text.query import Query

SECOND_LOOK = 50  # passages whose sentences are scored
MOST_QUOTES = 10  # of an answer, of which a reply shows three
NEAREST = 3
PAGE = 10


class Answers:
    """Answers from one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ask(self, question: str, *, article: int | None = None) -> Answer:
        """Answer a question from the library; of `article` first, if one is given.

        Raises:
            BadQuery: the question holds no word.
        """
        languages = await passages.languages(self._database)
        asked = query.parse(question, languages)
        found, weights = await self._candidates(asked, article)
        kept = {one.id: one for one in await passages.get(self._database, [id_ for id_, _ in found])}
        looked = [(id_, score, kept[id_].terms, kept[id_].tokens) for id_, score in found if id_ in kept]
        ranked = answer.rank(asked, weights, [one for one in looked if kept[one[0]].position >= 0])
        quotes = await self._quotes(asked, ranked[: 2 * MOST_QUOTES], languages)
        return Answer(question, tuple(quotes[:MOST_QUOTES]))

    async def _candidates(
        self, asked: Query, article: int | None
    ) -> tuple[list[tuple[int, float]], dict[int, float]]:
        total, rows = await passages.postings(self._database, asked.terms)
        found = [candidates.Posting(*row) for row in rows]
        weights = {
            term: candidates.idf(frequency, total)
            for term, frequency in candidates.frequencies(found).items()
        }
        return candidates.best(found, weights, SECOND_LOOK), weights

    async def _quotes(
        self, asked: Query, ranked: Sequence[answer.Scored], languages: Sequence[str]
    ) -> list[Quote]:
        texts: dict[int, list[StoredSentence]] = {}
        for sentence in await passages.sentences_of(self._database, list({one.passage for one in ranked})):
            texts.setdefault(sentence.passage, []).append(sentence)
        numbers = {sentences[0].number for sentences in texts.values()}
        known = {one.number: one for one in await articles.several(self._database, list(numbers))}
        quotes: list[Quote] = []
        seen: set[str] = set()
        for one in ranked:
            sentences = texts.get(one.passage, [])
            if one.sentence >= len(sentences):
                continue
            sentence = sentences[one.sentence]
            key = "".join(filter(str.isalnum, sentence.text.casefold()))
            if key in seen or sentence.number not in known:
                continue
            seen.add(key)
            marks = answer.matches(sentence.text, asked, languages)
            quotes.append(Quote(sentence.id, known[sentence.number], sentence.text, one.score, marks))
        return quotes

    async def quotes(self, ids: Sequence[int], question: str) -> tuple[Quote, ...]:
        """Give stored sentences as quotes again, in the order of `ids`; those that are gone are left out.

        Without a word in `question`, nothing of them is marked.
        """
        languages = await passages.languages(self._database)
        try:
            asked = query.parse(question, languages)
        except BadQuery:
            asked = Query(())
        found = {one.id: one for one in await passages.sentences(self._database, list(ids))}
        numbers = {one.number for one in found.values()}
        known = {one.number: one for one in await articles.several(self._database, list(numbers))}
        return tuple(
            Quote(id_, known[one.number], one.text, 0.0, answer.matches(one.text, asked, languages))
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
        """Give a page of the articles that fit `words`, best first: those with all words before the others.

        Raises:
            BadQuery: there is no word in it.
        """
        languages = await passages.languages(self._database)
        asked = query.parse(words, languages)
        found, _ = await self._candidates(asked, None)
        kept = {one.id: one for one in await passages.get(self._database, [id_ for id_, _ in found])}
        numbers = list(dict.fromkeys(kept[id_].number for id_, _ in found if id_ in kept))
        pages = max(-(-len(numbers) // PAGE), 1)
        page = min(max(page, 1), pages)
        shown: list[Article] = await articles.several(
            self._database, numbers[(page - 1) * PAGE : page * PAGE]
        )
        return Page(tuple(shown), page, pages, len(numbers), words)

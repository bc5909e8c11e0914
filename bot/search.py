"""A question as the library sees it: its words, their other forms, and what the index has on them.

Not for which sentences answer it (`bot.answers`), nor for reading the words alone (`bot.text.query`).
"""

from dataclasses import replace
from typing import NamedTuple

from bot.models import Posting
from bot.store import lookups
from bot.store.database import Reads
from bot.text import candidates, irregular, query, spelling
from bot.text.features import Wanted
from bot.text.query import Query

IRREGULAR = 0.95  # what another irregular form of a word is worth of the word itself
MEANT = 0.5  # what a word that says much the same is worth where no article has the word itself
MOST_FORMS = 64  # words of the vocabulary that are looked at for each word of a question


class Search(NamedTuple):
    """A question as the library sees it."""

    query: Query
    wanted: Wanted
    postings: list[Posting]
    total: int  # passages in the library
    forms: list[dict[int, float]]  # terms of other forms of each word, and how nearly they are it
    corrections: tuple[tuple[str, str], ...] = ()

    @property
    def held(self) -> set[int]:
        """The terms that some article has."""
        return {term for _chunk, term, _docs in self.postings}


def find(reads: Reads, question: str) -> Search:
    """Read a question, and fetch what the index has on its words and their other forms.

    Raises:
        BadQuery: it holds no word.
    """
    asked = query.parse(question, lookups.languages(reads))
    forms = []
    stops = query.stops_of(asked.languages)
    for word in asked.words:
        start = spelling.beginning(word.text)
        known = lookups.starting(reads, [start] if start else [], MOST_FORMS)
        # "Than" is no form of "thanks", however they begin.
        told = [one for one in known if one[0] not in stops]
        found = spelling.forms(word.text, word.terms, told)
        for other in irregular.others(word.text, asked.languages):
            terms = query.terms_of(other, asked.languages)
            found.update(dict.fromkeys(set(terms).difference(word.terms), IRREGULAR))
        forms.append(found)
    search = _search(reads, asked, forms, ())
    has = search.held
    meant = [
        i for i, word in enumerate(asked.words) if word.alike and has.isdisjoint((*word.terms, *forms[i]))
    ]
    for i in meant:
        forms[i] |= dict.fromkeys(asked.words[i].alike, MEANT)
    return _search(reads, asked, forms, ()) if meant else search


def _search(
    reads: Reads, asked: Query, forms: list[dict[int, float]], corrections: tuple[tuple[str, str], ...]
) -> Search:
    terms = {*asked.terms, *(term for others in forms for term in others)}
    total, postings = lookups.postings(reads, sorted(terms))
    wanted = candidates.want(asked, forms, candidates.frequencies(postings), total)
    return Search(asked, wanted, postings, total, forms, corrections)


def unknown(search: Search) -> list[int]:
    """Give which words of a question no article has, and no table knows (irregular forms, meanings)."""
    known = search.held
    return [
        i
        for i, (word, forms) in enumerate(zip(search.query.words, search.forms, strict=True))
        if known.isdisjoint(word.terms) and IRREGULAR not in forms.values() and not word.alike
    ]


def tells_most(search: Search) -> bool:
    """Tell whether no word of a question tells more than one that no article has."""
    new = unknown(search)
    return bool(new) and bool(search.wanted.weights[new].max() >= search.wanted.weights.max())


def corrected(reads: Reads, search: Search) -> Search | None:
    """Read words that no article has as the known words that they are most likely meant to be; None: none.

    A word of which the articles have other forms is forgiven one letter only: it is rather one more form.
    """
    words, corrections = list(search.query.words), []
    held = search.held
    for i in unknown(search):
        word = words[i]
        edits = spelling.edits(word.text, word.name)
        if not held.isdisjoint(search.forms[i]):
            edits = min(edits, 1)
        if not edits or word.text in query.stops_of(search.query.languages):
            continue
        close = dict(spelling.close(word.text, lookups.misspelled(reads, word.text, edits), edits))
        counts = lookups.frequencies(reads, sorted(set(close.values())))
        if meant := spelling.nearest(word.text, close, counts, word.name):
            words[i] = replace(word, terms=(close[meant],))
            if not spelling.is_form(word.text, meant):
                corrections.append((word.text, meant))
    asked = replace(search.query, words=tuple(words))
    return _search(reads, asked, search.forms, tuple(corrections)) if asked != search.query else None

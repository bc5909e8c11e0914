"""Which passages are worth a second look."""

import numpy as np

from bot.models import CHUNK_BITS, IMPACT_BITS, Posting
from bot.text.candidates import best, frequencies, idf, want, words_of
from bot.text.features import Wanted
from bot.text.query import Query, QueryWord


def posting(term: int, chunk: int, **impacts: int) -> Posting:
    docs = [int(place[1:]) << IMPACT_BITS | impact for place, impact in impacts.items()]
    return (chunk, term, np.array(docs, "<u2").tobytes())


def wanted(*terms: int) -> Wanted:
    query = Query(tuple(QueryWord(str(term), (term,)) for term in terms))
    return Wanted(query, np.ones(len(terms)), {term: (i, 1.0) for i, term in enumerate(terms)})


def test_impacts_add_up_over_terms_and_chunks() -> None:
    postings = [posting(7, 0, p3=10, p5=31), posting(8, 0, p3=30), posting(8, 4, p0=20)]
    found = best(postings, wanted(7, 8), 10)
    assert found.ids == [3, 5, 4 << CHUNK_BITS]
    assert found.scores == sorted(found.scores, reverse=True)


def test_only_the_best_are_given() -> None:
    assert best([posting(7, 0, p1=1, p2=2, p3=3)], wanted(7), 2).ids == [3, 2]


def test_a_range_of_passages_can_be_asked() -> None:
    assert best([posting(7, 0, p1=1, p2=2, p3=3)], wanted(7), 9, range(2, 3)).ids == [2]


def test_equal_scores_stand_in_the_order_of_the_library() -> None:
    assert best([posting(7, 0, p9=5, p4=5, p6=5)], wanted(7), 2).ids == [4, 6]


def test_the_words_of_a_passage_are_told_as_bits() -> None:
    postings = [posting(7, 1, p0=1), posting(8, 1, p0=1, p2=3)]
    base = 1 << CHUNK_BITS
    assert words_of(postings, wanted(7, 8), [base + 2, base]) == [0b10, 0b11]


def test_a_term_is_counted_over_all_chunks() -> None:
    assert frequencies([posting(7, 0, p1=1, p2=1), posting(7, 3, p0=1)]) == {7: 3}


def test_rare_words_weigh_more_and_a_word_of_every_passage_next_to_nothing() -> None:
    assert idf(1, 100) > idf(50, 100) > idf(100, 100) > 0


def test_an_unknown_name_weighs_more_than_an_unknown_word() -> None:
    query = Query((QueryWord("ostrava", (1,), name=True), QueryWord("glimpsed", (2,))))
    weights = want(query, [{}, {}], {}, 100).weights
    assert weights[0] > weights[1]


def test_a_word_that_questions_ask_with_weighs_little_unless_there_are_no_others() -> None:
    kind, moss = QueryWord("kind", (1,), light=True), QueryWord("moss", (2,))
    asked = want(Query((kind, moss)), [{}, {}], {1: 1, 2: 1}, 100).weights
    assert 0 < asked[0] < asked[1] / 4
    assert want(Query((kind,)), [{}], {1: 1}, 100).weights[0] == asked[1]


def test_what_is_far_behind_is_left_out_of_a_library_of_any_size() -> None:
    weak = [posting(7, chunk, p1=8) for chunk in range(5)]  # 8 is a quarter of 31
    strong = posting(8, 5, p1=31)
    found = best([*weak, strong], wanted(7, 8), 3, least=0.4)
    assert found.ids == [(5 << CHUNK_BITS) + 1]
    assert len(best([*weak, strong], wanted(7, 8), 3).ids) == 3

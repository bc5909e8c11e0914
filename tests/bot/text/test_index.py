"""What is kept of an article for questions."""

import numpy as np

from bot.models import Paragraph, Reading, Sentence
from bot.text import kinds
from bot.text.index import MOST_SENTENCES, fold, index, read_tokens, term_of


def reading(*paragraphs: tuple[str, ...], title: str = "Bees", language: str = "en") -> Reading:
    return Reading(
        title=title,
        language=language,
        paragraphs=tuple(Paragraph(tuple(map(Sentence, sentences))) for sentences in paragraphs),
        digest="",
        author="Ana Duarte",
        tags=("insects",),
    )


def test_the_first_passage_holds_what_is_told_of_the_article_and_no_sentence() -> None:
    told = index(reading(("Bees fly.",))).passages[0]
    assert told.position == -1
    assert told.sentences == ()
    assert term_of("duart") in np.frombuffer(told.terms, "<u4") or term_of("duarte") in np.frombuffer(
        told.terms, "<u4"
    )


def test_tokens_read_back_as_they_were_written() -> None:
    passage = index(
        reading(("Bees fly.", "In 1923 they came to Lima.")),
    ).passages[1]
    tokens = read_tokens(passage.tokens)
    terms = np.frombuffer(passage.terms, "<u4")
    assert tokens.lengths.tolist() == [2, 6]
    assert len(tokens.places) == len(tokens.flags) == 8
    assert terms[tokens.places[0]] == term_of("bee")
    assert tokens.flags[3] & kinds.YEAR
    assert tokens.flags[7] & kinds.PLACE
    assert tokens.context.tolist() == [term_of("bee")]


def test_terms_ascend_and_stand_beside_their_impacts() -> None:
    passage = index(reading(("Bees meet bees and bees.",))).passages[1]
    terms = np.frombuffer(passage.terms, "<u4")
    assert terms.tolist() == sorted(set(terms.tolist()))
    assert len(passage.impacts) == len(terms)
    assert passage.impacts[terms.tolist().index(term_of("bee"))] == max(passage.impacts)


def test_a_text_in_one_paragraph_is_kept_as_several_passages() -> None:
    passages = index(reading(tuple(f"Sentence number {i}." for i in range(MOST_SENTENCES + 1)))).passages
    assert [len(passage.sentences) for passage in passages] == [0, MOST_SENTENCES, 1]


def test_latin_accents_do_not_count_and_other_letters_stay() -> None:
    assert fold("álvarez") == "alvarez"
    assert fold("їжак") == "їжак"
    assert fold("йод") == "йод"


def test_an_article_without_a_word_is_indexed_all_the_same() -> None:
    passage = index(reading(("…",), title="")).passages[1]
    assert read_tokens(passage.tokens).lengths.tolist() == [0]


def test_a_sentence_of_any_length_is_indexed_in_part() -> None:
    passage = index(reading((" ".join(f"w{i}" for i in range(70_000)),))).passages[1]
    assert len(read_tokens(passage.tokens).places) == 1_000

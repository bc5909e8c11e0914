import pytest

from bot.text.lengths import summary_sizes


@pytest.mark.parametrize("count", range(40))
def test_no_summary_is_longer_than_two_thirds_of_its_text(count: int) -> None:
    picked = [40 + 37 * i % 150 for i in range(count)]
    for size in summary_sizes(picked).values():
        assert 3 * sum(picked[:size]) <= 2 * sum(picked)


@pytest.mark.parametrize("count", [12, 20, 35, 80, 1000])
def test_lengths_differ_where_the_article_allows(count: int) -> None:
    sizes = summary_sizes([100] * count)
    assert 1 <= sizes["short"] <= 2
    assert 3 <= sizes["medium"] <= 5
    assert 6 <= sizes["long"] <= 10


def test_one_sentence_cannot_be_summarized() -> None:
    assert set(summary_sizes([100]).values()) == {0}
    assert set(summary_sizes([]).values()) == {0}


def test_of_two_sentences_the_shorter_one_may_stand_for_both() -> None:
    assert set(summary_sizes([60, 70]).values()) == {1}
    assert set(summary_sizes([100, 20]).values()) == {0}


def test_a_summary_does_not_end_with_fillers() -> None:
    assert summary_sizes([100, 100, 100, 30, 20] + [100] * 40)["medium"] == 3
    assert summary_sizes([100, 100, 100, 20, 60] + [100] * 40)["medium"] == 5
    assert summary_sizes([100] * 6 + [30, 30, 30] + [100] * 40)["long"] == 6


def test_a_medium_summary_keeps_three_sentences_however_short() -> None:
    assert summary_sizes([20] * 5 + [100] * 40)["medium"] == 3

import pytest

from bot.text.changes import describe

TEXT = [
    "The river rose by a meter in the night.",
    "At least 12 people were killed, the ministry said on Monday.",
    "The mayor of Alder asked for help from the capital.",
    "Schools stay closed until the water has gone.",
]


def told(*changed: tuple[int, str], title: str = "Flood", drop: int | None = None) -> str:
    after = list(TEXT)
    for at, sentence in changed:
        after[at : at + 1] = [sentence]
    if drop is not None:
        del after[drop]
    return describe("Flood", TEXT, title, after)


def test_a_figure_that_changed_is_told_before_and_after() -> None:
    said = told((1, TEXT[1].replace("12", "14")))
    assert said == "“12 people” is now “14 people”"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("asked for help", "refused any help", "“asked for” is now “refused any”"),
        ("mayor of Alder", "mayor of Birch", "“of Alder asked” is now “of Birch asked”"),
        ("from the capital", "from the whole capital", "“the capital.” is now “the whole capital.”"),
        ("The mayor", "The deputy mayor", "“The mayor” is now “The deputy mayor”"),
        (" from the capital", "", "“for help from the capital.” is now “for help.”"),
    ],
)
def test_words_are_told_before_and_after(before: str, after: str, said: str) -> None:
    assert told((2, TEXT[2].replace(before, after))) == said


def test_several_changes_are_told_one_after_the_other() -> None:
    assert told((0, TEXT[0].replace("a meter", "two meters")), (1, TEXT[1].replace("12", "14"))) == (
        "“a meter” is now “two meters”, “12 people” is now “14 people”"
    )


def test_a_title_that_changed_is_told_as_it_was() -> None:
    assert told(title="Flood in Alder") == "the title was “Flood”"
    assert (
        told((1, TEXT[1].replace("12", "14")), title="x")
        == "the title was “Flood”, “12 people” is now “14 people”"
    )


def test_what_would_be_long_is_counted() -> None:
    fresh = "Something else altogether stands here now, and it goes on for some time before it ends."
    assert told((1, fresh)) == "1 sentence changed"
    assert (
        describe("a", TEXT, "a", [f"{fresh} {n}" for n in range(9)])
        == "4 sentences changed, 5 sentences added"
    )
    assert told(drop=2) == "taken out: “The mayor of Alder asked for help from the capital.”"
    assert told((3, TEXT[3]), drop=None) == ""
    long = " ".join(["word"] * 5_000)
    assert describe("a", [long], "a", [long + " more"]) == "1 sentence changed"


def test_an_added_sentence_is_told_if_it_is_short() -> None:
    assert describe("a", TEXT, "a", [*TEXT, "Nobody else was hurt."]) == "added: “Nobody else was hurt.”"
    assert describe("a", TEXT, "a", [*TEXT, "word " * 40]) == "1 sentence added"


@pytest.mark.parametrize("mark", ["’", "  ", "\u00a0", "—"])
def test_what_nobody_would_read_is_no_change(mark: str) -> None:
    assert told((0, TEXT[0].replace(" ", mark, 1))) == ""


def test_every_word_that_is_quoted_stands_in_the_article() -> None:
    after = TEXT[2].replace("capital", "provincial capital").replace("Alder", "Elm and Birch")
    for place, quote in enumerate(told((2, after)).replace("”", "“").split("“")[1::2]):
        assert quote in (TEXT[2], after)[place % 2]

"""Questions of a small library, through the real store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answers import Answers
from bot.errors import BadQuery, NotFound
from bot.models import Paragraph, Reading, Sentence
from bot.store import passages
from bot.store.database import Database, open_database
from bot.text.index import index


async def put(database: Database, title: str, language: str, *paragraphs: tuple[str, ...]) -> int:
    """Put an article into the library; each paragraph is its sentences."""
    reading = Reading(
        title=title,
        language=language,
        paragraphs=tuple(
            Paragraph(tuple(Sentence(text, pick=i) for i, text in enumerate(paragraph)))
            for paragraph in paragraphs
        ),
        digest=title,
    )
    indexed = index(reading)
    async with database.transaction() as connection:
        cursor = await connection.execute(
            "INSERT INTO articles (title, language, words, sentences, digest, added_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, '2024-01-01T00:00:00+00:00', '2024-01-01T00:00:00+00:00')",
            (title, language, reading.words, len(reading.sentences), title),
        )
        number = cursor.lastrowid
        assert number is not None
        await passages.add(connection, number, indexed)
    return number


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
async def library(database: Database) -> Answers:
    await put(
        database,
        "The lighthouse of Brandrock",
        "en",
        (
            "The lighthouse of Brandrock was finished in 1874 after nine years of work.",
            "Its architect, Ada Merrow, had never built on a reef before.",
            "The tower is 41 meters high.",
        ),
        (
            "The lamp burned whale oil until 1902.",
            "Electric light reached the reef in 1931 by a cable from the shore.",
        ),
    )
    await put(
        database,
        "Tea in the hills",
        "en",
        (
            "Farmers of the Selwyn valley planted tea after a frost killed their orchards.",
            "The first harvest was sold in Porton in 1955.",
        ),
    )
    return Answers(database)


async def test_the_sentence_that_answers_comes_first(library: Answers) -> None:
    answer = await library.ask("When was the lighthouse finished?")
    assert (
        answer.quotes[0].text == "The lighthouse of Brandrock was finished in 1874 after nine years of work."
    )
    assert answer.quotes[0].article.title == "The lighthouse of Brandrock"


async def test_the_words_that_matched_are_marked_and_function_words_are_not(library: Answers) -> None:
    quote = (await library.ask("When was the tea harvest sold?")).quotes[0]
    assert {quote.text[start:end] for start, end in quote.matches} == {"harvest", "sold"}


@pytest.mark.parametrize("question", ["", "   ", "?!", "🙂🙂", "\x00", "«»—…"])
async def test_a_question_without_a_word_is_a_bad_query(library: Answers, question: str) -> None:
    with pytest.raises(BadQuery):
        await library.ask(question)


@pytest.mark.parametrize(
    "question",
    [
        'NEAR("tea" harvest, 3)',
        "terms: tea* AND NOT (",
        "'; DROP TABLE passages; --",
        '"' * 50 + "a",
        "a",
        "the",
        "tea " * 1_000,
        " ".join(f"word{i}" for i in range(900)),
        "\ud800 tea",
        "x" * 4_000,
    ],
)
async def test_no_question_is_an_error(library: Answers, question: str) -> None:
    await library.ask(question)


async def test_an_empty_library_answers_nothing(database: Database) -> None:
    answer = await Answers(database).ask("When was the lighthouse finished?")
    assert answer.quotes == ()
    assert answer.nearest == ()


async def test_the_paragraph_of_a_sentence_that_is_gone_is_not_found(library: Answers) -> None:
    with pytest.raises(NotFound):
        await library.paragraph(999_999)


async def test_a_paragraph_is_given_whole(library: Answers) -> None:
    quote = (await library.ask("How high is the tower?")).quotes[0]
    article, sentences, at = await library.paragraph(quote.sentence_id)
    assert len(sentences) == 3
    assert sentences[at] == quote.text
    assert article == quote.article


async def test_what_the_articles_do_not_answer_gets_the_nearest_articles(library: Answers) -> None:
    answer = await library.ask(
        "Which football club bought the goalkeeper from the Selwyn valley last summer?"
    )
    assert answer.quotes == ()
    assert [article.title for article in answer.nearest] == ["Tea in the hills"]


async def test_a_word_of_another_language_that_is_only_written_alike_brings_nothing_near(
    library: Answers, database: Database
) -> None:
    await put(database, "La cosecha", "es", ("La mayor parte de la cosecha se vende en otoño.",))
    answer = await library.ask("Who is the mayor of Springfield?")
    assert answer.quotes == ()
    assert answer.nearest == ()


async def test_a_word_that_no_article_has_is_found_by_one_that_says_the_same(library: Answers) -> None:
    answer = await library.ask("When was the first tea marketed?")
    assert answer.quotes[0].text == "The first harvest was sold in Porton in 1955."
    assert answer.corrections == ()


async def test_a_sentence_far_behind_the_first_is_not_shown(library: Answers) -> None:
    answer = await library.ask("When did electric light reach the reef by a cable from the shore?")
    assert len(answer.quotes) < 3
    assert answer.quotes[0].text.startswith("Electric light reached the reef in 1931")


async def test_a_question_that_shares_no_word_has_nothing_near(library: Answers) -> None:
    answer = await library.ask("Quantum entanglement?")
    assert answer.quotes == ()
    assert answer.nearest == ()


async def test_a_wrong_spelling_is_forgiven_and_said(library: Answers) -> None:
    answer = await library.ask("Who was the archtiect of the lighthouse?")
    assert answer.quotes[0].text.startswith("Its architect, Ada Merrow")
    assert answer.corrections == (("archtiect", "architect"),)


async def test_another_form_of_a_word_is_no_wrong_spelling(database: Database) -> None:
    await put(
        database, "Міст", "uk", ("Міст через річку відкрили навесні 1931 року.", "Його фарбували щороку.")
    )
    answer = await Answers(database).ask("Коли відкрили мости через річку?")
    assert answer.quotes[0].text.startswith("Міст через річку")
    assert answer.corrections == ()


async def test_a_question_finds_answers_in_each_language_of_the_library(
    database: Database, library: Answers
) -> None:
    await put(
        database, "El faro", "es", ("El faro de Peñaroca fue terminado en 1874.", "Su torre es blanca.")
    )
    await put(database, "山の湖", "ja", ("湖の深さは三百メートルである。", "冬には凍る。"))
    assert (await library.ask("¿Cuándo fue terminado el faro?")).quotes[0].text.startswith("El faro")
    assert (await library.ask("Cuando terminaron el faro de Penaroca")).quotes[0].text.startswith("El faro")
    assert (await library.ask("湖の深さは？")).quotes[0].text.startswith("湖の深さ")
    assert (await library.ask("When was the lighthouse finished?")).quotes[0].article.language == "en"


async def test_an_article_that_is_asked_first_answers_first(database: Database, library: Answers) -> None:
    number = await put(
        database, "The lighthouse of Farwick", "en", ("The lighthouse was finished in 1901 after a war.",)
    )
    asked = await library.ask("When was the lighthouse finished?", article=number)
    assert asked.quotes[0].article.number == number
    other = await library.ask("When was the tea harvest sold?", article=number)
    assert other.quotes[0].article.title == "Tea in the hills"


async def test_the_same_sentence_of_two_articles_is_quoted_once(database: Database) -> None:
    same = ("The ferry to Orrin leaves at nine.", "Dogs travel free.")
    await put(database, "Ferries", "en", same)
    await put(database, "More ferries", "en", same)
    quotes = (await Answers(database).ask("When does the ferry to Orrin leave?")).quotes
    assert len({quote.text for quote in quotes}) == len(quotes)


async def test_quotes_come_again_by_their_ids_in_the_order_asked(library: Answers) -> None:
    question = "When was the lighthouse finished?"
    quotes = (await library.ask(question)).quotes
    ids = [quote.sentence_id for quote in reversed(quotes)]
    again = await library.quotes([*ids, 999_999], question)
    assert [quote.sentence_id for quote in again] == ids
    assert again[-1].matches == quotes[0].matches
    assert all(quote.matches == () for quote in await library.quotes(ids, ""))


async def test_articles_are_found_by_words_of_title_and_text_together(library: Answers) -> None:
    page = await library.search_articles("lighthouse whale oil")
    assert [article.title for article in page.articles] == ["The lighthouse of Brandrock"]
    assert (page.total, page.pages) == (1, 1)


async def test_a_page_beyond_the_last_is_the_last(library: Answers) -> None:
    assert (await library.search_articles("tea", 99)).number == 1


async def test_articles_that_share_nothing_are_not_found(library: Answers) -> None:
    assert (await library.search_articles("submarine")).articles == ()


@pytest.fixture
async def politics(database: Database) -> Answers:
    await put(
        database,
        "The budget",
        "en",
        (
            "President Zelensky presented the report on Monday.",
            "The deputy will write a reply to the report.",
            "He pointed to the rise in costs.",
        ),
    )
    return Answers(database)


@pytest.mark.parametrize(
    "name",
    [
        "Selensky",
        "selensky",
        "Szelensky",
        "Zleensky",
        "Zelinsky",
        "Zalensky",
        "Zeelensky",
        "Zlensky",
    ],
)
async def test_a_name_is_forgiven_a_letter_even_its_first(politics: Answers, name: str) -> None:
    answer = await politics.ask(f"What did {name} present?")
    assert answer.quotes[0].text.startswith("President Zelensky")
    assert answer.corrections == ((name.casefold(), "zelensky"),)


async def test_a_name_with_another_ending_is_found_as_a_form_of_it(politics: Answers) -> None:
    answer = await politics.ask("What did Zelenski present?")
    assert answer.quotes[0].text.startswith("President Zelensky")


async def test_irregular_forms_are_found_and_are_no_misspellings(politics: Answers) -> None:
    answer = await politics.ask("Who wrote the reply to the report?")
    assert answer.quotes[0].text.startswith("The deputy will write")
    assert answer.corrections == ()
    assert any(answer.quotes[0].text[start:end] == "write" for start, end in answer.quotes[0].matches)


@pytest.mark.parametrize("question", ["Who painted the report?", "Who repeats the report?", "Whose resort?"])
async def test_a_word_that_the_library_lacks_is_not_read_as_another(politics: Answers, question: str) -> None:
    assert (await politics.ask(question)).corrections == ()


async def test_in_cyrillic_too_swapped_letters_are_forgiven(database: Database) -> None:
    await put(database, "Шевченко", "uk", ("Письменник Тарас Шевченко народився в Моринцях.",))
    answer = await Answers(database).ask("Де народився Шевчекно?")
    assert answer.quotes[0].text.startswith("Письменник Тарас")


@pytest.mark.parametrize("question", ["the", "What is this about?", "2", "a b c", "thanks"])
async def test_what_asks_for_nothing_is_answered_by_nothing(database: Database, question: str) -> None:
    await put(
        database,
        "The mill",
        "en",
        ("The mill is older than the bridge.", "It has 2 wheels, a b and a c.", "This is about bread."),
    )
    assert (await Answers(database).ask(question)).quotes == ()


async def test_a_sentence_need_not_name_what_its_article_is_about(database: Database) -> None:
    await put(
        database,
        "The Old Harrow Vale Observatory",
        "en",
        ("The Old Harrow Vale Observatory is the oldest of the county.", "It has two domes."),
        ("Old Harrow Vale Observatory employs nine people.", "Lightning struck the larger dome in 1911."),
    )
    answer = await Answers(database).ask("When was the Old Harrow Vale Observatory struck by lightning?")
    assert answer.quotes[0].text == "Lightning struck the larger dome in 1911."


async def test_the_words_that_a_question_asks_with_find_nothing(database: Database) -> None:
    await put(
        database,
        "Bees",
        "en",
        ("Bees are kept in hives of wood.", "Some keepers still weave theirs of straw."),
        ("A bee of that kind is happy in any hive.", "Wax comes in several kinds."),
    )
    answer = await Answers(database).ask("What kind of material are hives made of?")
    assert answer.quotes[0].text == "Bees are kept in hives of wood."

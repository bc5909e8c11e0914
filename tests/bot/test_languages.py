"""One library of articles in many languages: told, parted, summed up, and asked in each.

`languages/CODE.txt` has a sentence a line, and questions: `? question | number of the sentence it asks for`.
Most questions have a word of their sentence in another form.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answers import Answers
from bot.arrivals import Arrivals
from bot.ingest import Ingest
from bot.models import Document
from bot.store.database import open_database
from bot.text.rank import rank
from bot.text.read import read
from bot.worker import Worker

pytestmark = pytest.mark.asyncio(loop_scope="module")
UNSPACED = {"ja", "zh"}


def article(path: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Give an article's sentences, and questions with the sentence that answers each."""
    lines = path.read_text("utf-8").splitlines()
    sentences = [line for line in lines if not line.startswith("? ")]
    asked = [line[2:].split(" | ") for line in lines if line.startswith("? ")]
    return sentences, [(question, sentences[int(number) - 1]) for question, number in asked]


def written(path: Path) -> bytes:
    return ("" if path.stem in UNSPACED else " ").join(article(path)[0]).encode()


PATHS = sorted(Path(__file__).with_name("languages").glob("*.txt"))
QUESTIONS = [(path.stem, *pair) for path in PATHS for pair in article(path)[1]]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
async def test_an_article_is_read_in_its_language(path: Path) -> None:
    reading = rank(read(Document("", path.name, "text", written(path))))
    assert reading.language == path.stem
    assert [sentence.text for sentence in reading.sentences] == article(path)[0]
    assert sorted(sentence.pick for sentence in reading.sentences) == list(range(len(reading.sentences)))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
async def test_paragraphs_are_prose_whatever_stop_ends_them(path: Path) -> None:
    sentences = article(path)[0]
    page = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    made = f"<html><title>Mill</title><body><article><h1>Mill</h1>{page}</article></body></html>".encode()
    text = "\n\n".join(["Mill", *sentences]).encode()
    for document in (Document("", "a.html", "html", made), Document("", "a.txt", "text", text)):
        reading = read(document)
        assert reading.title == "Mill"
        assert [sentence.text for sentence in reading.sentences] == sentences


async def test_a_first_line_that_ends_in_a_full_stop_of_its_script_is_no_title() -> None:
    for code in ("hi", "hy", "zh", "ja", "ne"):
        sentences = article(Path(__file__).with_name("languages") / f"{code}.txt")[0]
        reading = read(Document("", "mill.txt", "text", "\n\n".join(sentences).encode()))
        assert reading.title == "Mill"
        assert len(reading.sentences) == len(sentences)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Answers]:
    folder = tmp_path_factory.mktemp("articles")
    for path in PATHS:
        (folder / path.name).write_bytes(written(path))
    async with open_database(folder.with_suffix(".db")) as database, Worker(1) as worker:
        await Ingest(Arrivals(database, worker)).sync(folder)
        yield Answers(database)


@pytest.mark.parametrize(("language", "question", "sentence"), QUESTIONS)
async def test_a_question_finds_its_sentence_among_all_languages(
    answers: Answers, language: str, question: str, sentence: str
) -> None:
    found = await answers.ask(question)
    assert [quote.text for quote in found.quotes][:1] == [sentence]

"""Sentences that ask something of their reader, beside sentences that look like them."""

import pytest

from bot.text.appeals import own_sentences
from bot.text.sentences import split


@pytest.mark.parametrize(
    "text",
    [
        "Follow Radio Lund on Facebook, X and Instagram.",
        "Newsletter: everything from Lund at six. Sign up for our newsletter!",
        "This post may contain affiliate links. Read our disclosure policy.",
        "Do you value local reporting? Please consider a donation.",
        "Have a tip? Write to us at tips@lund.example.",
        "You have two free articles left this month. Subscribe now for unlimited access.",
        "Descarga la última versión de nuestra app y activa las notificaciones.",
        "Подпишитесь на «Волну» в телеграме.",
        "Долучайтеся до спільноти – підтримайте нас донатом.",
        "Haben Sie Fragen? Schreiben Sie uns eine E-Mail.",
        "This story was produced in partnership with Lund Radio.",
    ],
)
def test_an_appeal_to_the_reader_is_taken_out(text: str) -> None:
    assert own_sentences(split(text, "")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Follow the river for two miles and you reach the mill.",
        "If you subscribe to the idea that starters have moods, ours is grumpy.",
        "Facebook closed 40 accounts on Monday. The company gave no reason.",
        "Subscribers left the newspaper in 1911, and it never recovered.",
        "He asked readers to donate, and 300 of them did.",
        "The story was told by his aunt. This story has no end.",
        "“Subscribe to our newsletter!” the poster read.",
        "You can see the mill from our house.",
        "Jetzt hat Facebook angekündigt, das Konto zu sperren.",
        "Учредитель компании подал в суд на телеканал.",
    ],
)
def test_a_sentence_that_only_looks_like_one_stays(text: str) -> None:
    assert own_sentences(split(text, "")) == split(text, "")


def test_what_leads_up_to_an_appeal_goes_with_it_and_a_report_does_not() -> None:
    text = "The mill reopened on Friday. Want more stories like this? Join our newsletter."

    assert own_sentences(split(text, "en")) == ["The mill reopened on Friday."]

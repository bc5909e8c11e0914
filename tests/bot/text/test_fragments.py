import pytest

from bot.text.fragments import is_whole, within_quotations


@pytest.mark.parametrize(
    "text",
    [
        "The bridge over the Wend opened on Monday.",
        "“We are glad,” said Anna Brook, who lives there.",
        '"We are glad," said Anna Brook (62), who lives there.',
        "Мост через Венд открыли в понедельник.",
        "«Мы рады», — сказала Анна Брук, жительница города.",
        "Die Brücke heißt im Ort „Der Bogen“ und ist neu.",
        "东京是日本的首都，也是最大的城市。",
        "It carries 4,000 cars a day.[12]",
        "Նոր կամուրջը գետի վրա բացեցին երկուշաբթի օրը։",
        "Նոր կամուրջը գետի վրա բացեցին երկուշաբթի օրը:",
        "دریا پر نیا پل پیر کے دن کھولا گیا۔",
        "ស្ពានថ្មី ត្រូវបាន បើក នៅ ថ្ងៃ ចន្ទ។",
        "Anna Brook (the mayor on the right of the council) opened the bridge.",
        "In May Anna Brook reported from Alder.",
        "She reported from Alder for The Herald of Wend.",
        "Anna Brook reported from Alder that the bridge was open.",
        "It's the town's first bridge since the '90s.",
    ],
)
def test_a_sentence_is_whole(text: str) -> None:
    assert is_whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bridges.",
        "They built three more there.",
        "Read about the old bridge of Alder .",
        "Photo: the new bridge",
        "Who will pay for the new bridge?",
        "¿Quién pagará el puente nuevo?",
        "“We are glad that the bridge is open.",
        "We are glad that the bridge is open.”",
        '"We are glad that the bridge is open.',
        "‘We are glad that the bridge is open.",
        "The mayor of Alder had this to say:",
        "አዲሱን ድልድይ ማን ከፈተው እንደሆነ ታውቃለህ ወይ፧",
        "The bridge (see the map of it opened.",
        "Anna Brook (pictured) opened the new bridge on Monday.",
        "Anna Brook (far left) and the mayor (second right) opened the bridge.",
        "Анна Брук (слева) открыла новый мост в понедельник.",
        "Herald's Anna Brook reported from Alder, and Jan Elm wrote this story.",
        "Anna Brook, Jan Elm and Ada Ash also contributed to this report.",
        "Anna Brook wrote and reported from Alder in Wend.",
        "READ MORE ABOUT THE NEW BRIDGE HERE.",
        "word " * 200 + ".",
    ],
)
def test_a_fragment_is_not_whole(text: str) -> None:
    assert not is_whole(text)


def test_a_hostile_text_is_read_in_one_pass() -> None:
    for text in ["." * 200_000, "'a" * 100_000, "]" * 200_000 + "x", ".]" * 100_000 + "x"]:
        is_whole(text, 10)
        within_quotations([text, text], [True, True])


def middles(texts: list[str]) -> list[int]:
    return within_quotations(texts, [not is_whole(text) for text in texts])


@pytest.mark.parametrize(("opening", "closing"), ['""', "“”", "‘’", "''", "«»", "„“"])
def test_the_middle_of_a_quotation_is_not_the_articles(opening: str, closing: str) -> None:
    first = f"{opening}We waited for the new bridge for years."
    last = f"Nobody here wants the ferry back.{closing}"
    assert middles([first, "It is all that we asked for.", "The ferry was slow.", last]) == [1, 2]
    assert middles([first, last, "The bridge was opened by the mayor."]) == []


def test_a_quotation_that_does_not_close_has_no_middle() -> None:
    opens = '"We waited for the new bridge for years.'
    told = "The bridge over the Wend opened on Monday."
    assert middles([opens, told, told]) == []
    assert middles([opens, told, '"We are glad," said Anna Brook, who lives there.']) == []
    assert middles([opens, *[told] * 20, 'Nobody here wants the ferry back."']) == []


def test_an_apostrophe_closes_nothing() -> None:
    assert (
        middles(["'Twas the towns' first bridge", "It opened on Monday.", "The boys' school is near."]) == []
    )

import pytest

from bot.text.anaphora import leans, taken_up


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He left for the coast."),
        ("en", "When she arrived, the doors were shut."),
        ("en", "It was closed in May."),
        ("en", "This angered the fishermen."),
        ("en", "However, the bridge stayed shut."),
        ("en", "As a result, ferries ran all night."),
        ("en", "Every such ferry was full."),
        ("en", "Here's how the ferries run."),
        ("en", "Two were full."),
        ("en", "Some waited on the quay."),
        ("es", "Algunos son pescadores."),
        ("en", "“The doors were shut,” he said."),
        ("en", '"The doors were shut," said she.'),
        ("en", '"The doors were shut."'),
        ("es", "Él se marchó a la costa."),
        ("es", "Sin embargo, el puente siguió cerrado."),
        ("es", "Esto enfadó a los pescadores."),
        ("es", "Por eso cerraron el puente."),
        ("ru", "Он уехал на побережье."),
        ("ru", "Однако мост не открыли."),
        ("ru", "Это рассердило рыбаков."),
        ("ru", "Эту ошибку заметили рыбаки."),
        ("ru", "Кроме того, закрыли порт."),
        ("uk", "Він поїхав на узбережжя."),
        ("uk", "Однак міст не відкрили."),
        ("uk", "Це розсердило рибалок."),
        ("uk", "Тієї ночі рибалки не спали."),
        ("uk", "У зв'язку з цим закрили порт."),
        ("de", "Er fuhr an die Küste."),
        ("de", "Deshalb blieb die Brücke zu."),
        ("fr", "Il est parti vers la côte."),
        ("fr", "C’est pourquoi le pont est fermé."),
        ("fr", "Cependant, le pont est resté fermé."),
        ("it", "Lui è partito per la costa."),
        ("it", "Tuttavia il ponte è rimasto chiuso."),
        ("pt", "Ele partiu para a costa."),
        ("pt", "No entanto, a ponte continuou fechada."),
        ("nl", "Hij vertrok naar de kust."),
        ("pl", "Jednak most pozostał zamknięty."),
        ("und", "“…”"),
    ],
)
def test_a_sentence_that_points_back_leans(language: str, text: str) -> None:
    assert leans(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor said that he would leave."),
        ("en", "This week the bridge opens."),
        ("en", "Two ferries were full."),
        ("en", "Some of the ferries were full."),
        ("es", "Dos barcos son nuevos."),
        ("en", "Those who fish here are angry."),
        ("en", "In May, Anna Brook said she would leave."),
        ("en", "“The doors were shut,” Anna Brook said."),
        ("en", 'Brook called it "a mistake" and said the town would pay.'),
        ("es", "Esta semana abre el puente."),
        ("es", "La alcaldesa dijo que se marcharía."),
        ("ru", "В этом году откроют мост."),
        ("ru", "Те, кто ловит рыбу, недовольны."),
        ("ru", "Тех, кто ловит рыбу, это рассердило."),
        ("uk", "Цього року відкриють міст."),
        ("uk", "Ті, хто ловить рибу, невдоволені."),
        ("de", "Es gibt eine neue Brücke."),
        ("fr", "Il y a un nouveau pont."),
        ("it", "Quest'anno apre il ponte."),
        ("pt", "Esta semana abre a ponte."),
        ("und", "He left."),
        ("en", ""),
    ],
)
def test_a_sentence_that_names_what_it_speaks_of_does_not_lean(language: str, text: str) -> None:
    assert not leans(text, language)


def test_a_hostile_sentence_is_read_in_one_pass() -> None:
    for text in ['"' * 200_000, "” , " * 100_000, "he " * 100_000, "'" + "a " * 100_000]:
        leans(text, "en")


@pytest.mark.parametrize(
    ("language", "text", "noun"),
    [
        ("en", "The order divided the town.", "order"),
        ("en", "The heavy verdict was thrown out.", "verdict"),
        ("en", "The bridge's opening drew a crowd.", "bridge"),
        ("en", "The bridge’s opening drew a crowd.", "bridge"),
        ("en", "“The fine-grained sand is gone,” Anna Brook said.", "sand"),
        ("es", "La orden no gustó en el pueblo.", "orden"),
    ],
)
def test_a_noun_that_is_known_by_now_is_taken_up(language: str, text: str, noun: str) -> None:
    assert taken_up(text, language) == noun


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ""),
        ("en", "The"),
        ("en", "The bridge over the Wend was closed."),
        ("en", "The end of summer came."),
        ("en", "The bridge, which is new, was closed."),
        ("en", "The Alder Bridge was closed."),
        ("en", "A bridge was closed."),
        ("en", "The is odd."),
        ("ru", "Мост был закрыт."),
        ("und", "The bridge was closed."),
    ],
)
def test_a_noun_that_is_described_or_named_is_not(language: str, text: str) -> None:
    assert taken_up(text, language) == ""

"""What pages say to their readers, in many languages; and prose that sounds alike."""

import pytest

from bot.text.appeals import own_sentences
from bot.text.blocks import Block
from bot.text.clean import judge
from bot.text.sentences import split

PAGES = [
    "Editor's note: An earlier version gave the wrong year.",
    "This article was amended on 3 March 2026 to correct a name.",
    "An earlier version of this article misspelled the name of the mayor.",
    "We use some essential cookies to make this website work.",
    "Spotted a typo? Let us know.",
    "Every Friday, the week's best reads in your inbox.",
    "Built with Hugo.",
    "Skip advertisement and continue reading.",
    "For the village in Kent, see Dorn, Kent.",
    "The Coast Crier © 2026 Crier Media",
    "Una versión anterior de este artículo contenía un error en la fecha.",
    "¿Has visto un error? Avísanos.",
    "Gracias por leernos.",
    "Думка редакції може не збігатися з думкою автора.",
    "Раніше ми писали про нову школу в селі.",
    "Стали свідком події? Надішліть нам фото.",
    "Спасибо, что дочитали до конца.",
    "Новость дополняется.",
    "Пропустить рекламу и продолжить чтение.",
    "Anmerkung der Redaktion: Wir haben die Stelle korrigiert.",
    "Jeden Freitag die wichtigsten Texte der Woche direkt in Ihr Postfach.",
    "Vous avez repéré une erreur ? Écrivez-nous.",
    "Cette vidéo n'est pas disponible dans votre pays.",
    "Grazie per aver letto fin qui.",
    "Il tuo sostegno ci permette di restare indipendenti.",
    "Uma versão anterior deste texto trazia a data errada.",
    "Zauważyłeś błąd? Napisz do nas.",
    "Heb je een tip voor de redactie? App ons op 06-00000000.",
    "Vi använder cookies för att förbättra din upplevelse.",
]
PROSE = [
    "Correction officers went on strike in the north.",
    "She baked cookies for you and me, he recalled.",
    "Every Friday the baker closes at noon.",
    "Built with stone from the quarry, the bridge has stood for two centuries.",
    "Spotted a decade ago, the asteroid has not been seen since.",
    "Independent journalism is under threat in the whole region.",
    "Left alone, the river finds its own bed.",
    "Queda prohibida la venta de fuegos artificiales en la playa.",
    "Al continuar la obra, los vecinos encontraron un muro romano.",
    "Знайшли помилку в розрахунках самі студенти.",
    "Это поле засеяли рожью еще весной.",
    "Ihre Unterstützung für das Projekt war entscheidend.",
    "Sie haben ihr Haus verloren.",
    "Weitere Informationen gab die Polizei zunächst nicht bekannt.",
    "Toutes les images de la caméra ont été effacées.",
    "È vietata la pesca nel lago fino a giugno.",
    "O seu apoio foi decisivo para a vitória.",
    "Klikając w link, straciła oszczędności życia.",
]


def _left(text: str) -> list[str]:
    return own_sentences(split(text, "")) if judge(Block(text)).what in {"prose", "fragment"} else []


@pytest.mark.parametrize("text", PAGES)
def test_what_a_page_says_to_its_reader_is_known(text: str) -> None:
    assert _left(text) == []


@pytest.mark.parametrize("text", PROSE)
def test_prose_that_begins_alike_stays(text: str) -> None:
    assert _left(text) == [text]


def test_initials_end_no_sentence() -> None:
    assert judge(Block("U.S.")).what == "fragment"

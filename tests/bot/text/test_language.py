"""Which language a text is in."""

import pytest

from bot.text.language import detect, parse_language, settle


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The fishermen found a cannon at the bottom of the river near the old bridge.", "en"),
        ("Los pescadores encontraron un cañón en el fondo del río, cerca del puente viejo.", "es"),
        ("Рыбаки нашли пушку на дне реки возле старого моста, и её уже увезли.", "ru"),
        ("Рибалки знайшли гармату на дні річки біля старого мосту, її вже вивезли.", "uk"),
        ("Рыбакі знайшлі гармату на дне ракі каля старога моста, яе ўжо вывезлі.", "be"),
        ("Рибарите откриха топ на дъното на реката, близо до стария мост.", "bg"),
        ("Рибари су нашли топ на дну реке, близу старог моста, који је већ однет у љубав.", "sr"),
        ("Die Fischer fanden eine Kanone auf dem Grund des Flusses bei der alten Brücke.", "de"),
        ("Les pêcheurs ont trouvé un canon au fond de la rivière, près du vieux pont.", "fr"),
        ("I pescatori hanno trovato un cannone in fondo al fiume, vicino al vecchio ponte.", "it"),
        ("Rybacy znaleźli armatę na dnie rzeki, w pobliżu starego mostu.", "pl"),
        ("漁師たちは古い橋の近くの川底で大砲を見つけた。", "ja"),
        ("渔民在老桥附近的河底发现了一门大炮。", "zh"),
        ("어부들이 오래된 다리 근처 강바닥에서 대포를 발견했다.", "ko"),
        ("وجد الصيادون مدفعا في قاع النهر بالقرب من الجسر القديم.", "ar"),
        ("Ribari su pronašli top na dnu rijeke kraj staroga mosta, ali ga nitko nije htio odnijeti.", "hr"),
        ("Balıkçılar eski köprünün yanında, nehrin dibinde bir top buldu.", "tr"),
        ("Οι ψαράδες βρήκαν ένα κανόνι στον βυθό του ποταμού.", "el"),
        ("माहीगीरों ने पुराने पुल के पास नदी की तलहटी में एक तोप पाई।", "hi"),
        ("ماهیگیران در کف رودخانه نزدیک پل قدیمی یک توپ پیدا کردند.", "fa"),
        ("ჯარისკაცებმა ზარბაზანი მდინარის ფსკერზე იპოვეს.", "ka"),
        ("הדייגים מצאו תותח בקרקעית הנהר ליד הגשר הישן.", "he"),
        ("די פֿישערס האָבן געפֿונען אַ האַרמאַט אין דעם טײַך.", "yi"),
        ("די פישערס האבן געפונען א הארמאט אין דעם טייך.", "yi"),
        ("Batšoasi ba litlhapi ba ile ba fumana kanono tlas'a noka haufi le borokho ba khale.", "st"),
        ("Wavuvi walipata mzinga chini ya mto karibu na daraja la zamani.", "sw"),
        ("ក្រុមអ្នកនេសាទបានរកឃើញកាំភ្លើងធំនៅបាតទន្លេ។", "km"),
        ("新しいGitHubのリポジトリをREADMEで読む", "ja"),
        ("公司发布了Visual Studio Code的新版本更新", "zh"),
        ("12 + 30 = 42", "und"),
        ("", "und"),
        ("zxq vbnq wrtq plkq mnbq zxcq vrtq qwpq lkjq", "und"),
    ],
)
def test_the_language_is_told(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Хто розписав стелю церкви?", "uk"),
        ("Кто расписал потолок церкви?", "ru"),
        ("Хто распісаў столь царквы?", "be"),
        ("Кой изписа тавана на църквата?", "bg"),
        ("Who painted it?", "en"),
        ("Quem pintou o teto?", "pt"),
        ("¿Quién pintó el techo?", "es"),
        ("Kto pomalował sufit?", "pl"),
        ("Wo wurde er gebaut?", "de"),
    ],
)
def test_a_few_words_are_enough(question: str, code: str) -> None:
    assert detect(question) == code


def test_a_quotation_does_not_change_the_language_around_it() -> None:
    russian = "Мэр объявил, что мост закроют на три месяца, и жители были этим очень недовольны. "
    ukrainian = "Мер оголосив, що міст закриють на три місяці, і мешканці були цим дуже невдоволені. "
    assert detect(russian * 4 + f"«{ukrainian}»") == "ru"
    assert detect(ukrainian * 4 + f"«{russian}»") == "uk"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("English", "en"),
        ("en-US", "en"),
        ("pt_BR", "pt"),
        ("UKR", "uk"),
        ("Українська", "uk"),
        ("ua", "uk"),
        ("español", "es"),
        ("nb", "no"),
        ("hrvatski", "hr"),
        ("فارسی", "fa"),
        ("Klingon", ""),
        ("", ""),
        ("x" * 9999, ""),
    ],
)
def test_names_and_codes_are_understood_and_wrong_ones_ignored(told: str, code: str) -> None:
    assert parse_language(told) == code


ENGLISH = (
    "The fishermen found a cannon at the bottom of the river near the old bridge. It had lain there for two"
    " hundred years, and nobody in the town had known of it until the water fell this summer."
)
RUSSIAN = "Рыбаки нашли пушку на дне реки возле старого моста, и её уже увезли в городской музей."


@pytest.mark.parametrize(
    ("told", "text", "code"),
    [
        ("", ENGLISH, "en"),
        ("en", ENGLISH, "en"),
        ("fr", ENGLISH, "en"),
        ("ja", ENGLISH, "en"),
        ("en", RUSSIAN, "ru"),
        ("uk", RUSSIAN * 2, "ru"),
        ("sr", "Ribari su našli top.", "sr"),
        ("pt", "La casa", "pt"),
        ("en", "12 + 30 = 42", "en"),
    ],
)
def test_a_page_is_believed_unless_its_text_is_plainly_in_another_language(
    told: str, text: str, code: str
) -> None:
    assert settle(told, text) == code

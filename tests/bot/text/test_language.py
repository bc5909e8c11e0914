"""Which language a text is in."""

import pytest

from bot.text.language import detect, parse_language


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
        ("12 + 30 = 42", "und"),
        ("", "und"),
        ("zxq vbnq wrtq plkq mnbq zxcq vrtq qwpq lkjq", "und"),
    ],
)
def test_the_language_is_told(text: str, code: str) -> None:
    assert detect(text) == code


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
        ("Klingon", ""),
        ("", ""),
        ("x" * 9999, ""),
    ],
)
def test_names_and_codes_are_understood_and_wrong_ones_ignored(told: str, code: str) -> None:
    assert parse_language(told) == code

import random

import pytest

from bot.text.changes import describe
from bot.text.likeness import ALIKE, BANDS, FEWEST, likeness, sign

SIGNED = ("c0089c05", 4552826013736771990)
WORDS = [f"word{number}" for number in range(2_000)]


def text(seed: int, count: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


@pytest.mark.parametrize("share", [0.01, 0.03, 0.05])
def test_an_edited_copy_is_alike_and_shares_a_band(share: float) -> None:
    for seed in range(20):
        chance, words = random.Random(seed + 99), text(seed)
        copy = [chance.choice(WORDS) if chance.random() < share else word for word in words]
        (one, bands), (other, others) = sign([" ".join(words)]), sign([" ".join(copy)])
        assert likeness(one, other) >= ALIKE
        assert set(bands) & set(others)


def test_different_texts_are_not_alike_and_share_no_band() -> None:
    signed = [sign([" ".join(text(seed))]) for seed in range(40)]
    assert all(likeness(a[0], b[0]) < ALIKE / 2 for n, a in enumerate(signed) for b in signed[:n])
    assert len({band for _, bands in signed for band in bands}) == 40 * BANDS


def test_what_is_only_written_otherwise_is_the_same() -> None:
    words = text(1)
    assert sign([" ".join(words)]) == sign([" ".join(words).upper().replace(" ", ",  ")])


def test_a_few_words_are_not_signed() -> None:
    assert sign([" ".join(WORDS[: FEWEST + 1])]) == (b"", ())
    assert sign([]) == (b"", ())
    assert likeness(b"", b"") == 0.0


def test_a_signature_is_the_same_in_every_version() -> None:
    signature, bands = sign([" ".join(WORDS[:40])])
    assert (len(signature), signature[:4].hex(), bands[0]) == (256, SIGNED[0], SIGNED[1])


def test_signing_takes_whatever_there_is() -> None:
    for hostile in ("\ud800 " * 100, "\x00" * 1000, "a" * 100_000, "ي " * 1000, "漢字" * 1000):
        sign([hostile])


def test_a_change_is_told_in_a_line() -> None:
    before = ["The fire began at noon.", "Two were hurt.", "It was out by six."]
    after = ["The fire began at noon.", "Three were hurt.", "It was out by six.", "The mill is lost."]
    assert describe("Fire", before, "Fire", after) == "1 sentence changed, 1 sentence added"
    shorter = describe("Fire", before, "Fire at the mill", before[:1])
    assert shorter == "the title was “Fire”, 2 sentences taken out"
    assert describe("Fire", before, "FIRE!", [one.upper() for one in before]) == ""

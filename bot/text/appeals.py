"""Sentences that ask something of the reader or speak of the page they stand on, told by how they are built.

An appeal opens as one ("Follow …", "Do you …") and names what publishers offer (a newsletter, an app, an
address). It takes both: prose too begins with "follow" and speaks of subscriptions. The words are in
`data/appeals.txt`, by kind.
Not for buttons and notices that have fixed words (`furniture`).
"""

from collections.abc import Sequence

from bot.text.furniture import ADDRESS, SHORT, Line, line, speaks_for_the_page
from bot.text.sentences import split
from bot.text.wording import LONGEST_PHRASE, begins, mentions, phrases

WHOLE = 80  # words; in a paragraph of more, no sentence is taken for standing beside an appeal
NOTICE = 50  # words; a shorter paragraph that opens with what became of "this article" says nothing else
SHOUT = 10  # words; so short is a block that is nothing but "Pin it for later!"

_QUOTES = '"“”„'


def own_sentences(sentences: Sequence[str]) -> list[str]:
    """Take out the sentences of a paragraph that speak for the page, and those that lead up to them.

    Of 21,899 sentences of news it took 1.1%, all but three of them the page's (and half of these "X
    contributed to this report"); of 13,000 of encyclopedias and treebanks none that had words.
    """
    lines = [line(sentence.strip("()[]")) for sentence in sentences]
    asked = [is_appeal(one) or _is_button(one) for one in lines]
    out = [
        ask or not one.words or (not one.spoken and speaks_for_the_page(one))
        for ask, one in zip(asked, lines, strict=True)
    ]
    words = sum(len(one.words) for one in lines)
    if lines and words <= NOTICE and _is_told(lines[0].words):
        return []
    if any(out) and words <= WHOLE:
        _spread(lines, asked, out)
    return [text for text, ask, gone in zip(sentences, asked, out, strict=True) if not (ask or gone)]


def is_only_appeals(block: Line) -> bool:
    """Whether no sentence of `block` would be left."""
    if not block.words or len(block.words) > WHOLE:
        return False
    return not own_sentences(split(block.text, "")) or _is_shout(block)


def is_appeal(one: Line) -> bool:
    """Whether the sentence `one` asks its reader for something, or tells where its article is from."""
    words = one.words
    if not words or len(words) > SHORT or one.text.startswith(tuple(_QUOTES)):
        return False
    if _is_told(words) or (begins(words, "period") and mentions(words, "mailbox")):
        return True
    asks = begins(words, "ask")
    ours, you = mentions(words, "ours") > 0, mentions(words, "you") > 0
    press, platform = mentions(words[asks:], "press"), mentions(words[asks:], "platform")
    loud = platform and len(words) <= 12 and one.text.endswith("!") and not one.spoken
    platform += len(ADDRESS.findall(one.text))
    piece = mentions(words, "piece")
    if asks:
        platform += mentions(words, "here")
        return bool(press or platform or (ours and (piece or one.text.endswith("!"))))
    if any(mark in one.text for mark in _QUOTES):
        return False
    if begins(words, "ask maybe"):
        offered = press and (you or ours)
        asked = piece and (ours or (one.text.endswith("?") and len(words) <= 12))
        return bool(offered or asked or platform > 1 or (platform and ours and you))
    return bool(loud or (press and ours and you))


def _is_told(words: tuple[str, ...]) -> bool:
    page = begins(words, "page")
    return page > 0 and begins(words[page:], "told") > 0


def _is_button(one: Line) -> bool:
    """Whether a button's words stand where a sentence should ("… every week. Sign up")."""
    short = len(one.words) <= LONGEST_PHRASE and not one.spoken
    return short and begins(one.words, "ask") > 0 and " ".join(one.words) in phrases("whole")


def _spread(lines: list[Line], asked: list[bool], out: list[bool]) -> None:
    """Take the neighbors of an appeal that address the reader too; all, once these are most."""
    order = list(range(len(lines)))
    for places in (order, order[::-1]):
        for place, after in zip(places[1:], places, strict=False):
            one = lines[place]
            leans = asked[after] and _leans(one)
            leans = leans or (out[after] and _calls(one))
            asked[place] = asked[place] or leans
    taken = sum(len(one.words) for one, ask in zip(lines, asked, strict=True) if ask)
    if taken * 3 > 2 * sum(len(one.words) for one in lines):
        asked[:] = [True] * len(asked)


def _calls(one: Line) -> bool:
    """Whether a sentence beside the page's own is a call or a question to the reader."""
    asks = begins(one.words, "ask") or (one.text.endswith(("?", "!")) and begins(one.words, "ask maybe"))
    return bool(asks) and not one.spoken


def _leans(one: Line) -> bool:
    """Whether a sentence beside an appeal belongs to it."""
    if any(mark in one.text for mark in _QUOTES):
        return False
    words = one.words
    address = mentions(words, "you") and (mentions(words, "ours") or mentions(words, "platform"))
    return bool(begins(words, "ask") or begins(words, "ask maybe") or mentions(words, "press") or address)


def _is_shout(block: Line) -> bool:
    """Whether it is a question or call to the reader and nothing else ("What do you think? Tell us!")."""
    if len(block.words) > SHOUT or block.spoken or not block.text.endswith("!"):
        return False
    sentences = [line(text) for text in split(block.text, "")]
    return all(one.text.endswith(("!", "?")) for one in sentences) and all(
        begins(one.words, "ask") or begins(one.words, "ask maybe") for one in sentences
    )

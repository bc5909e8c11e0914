"""What pages put around their articles, told by a block's words alone: buttons, appeals, notices, counters.

The phrases are in `data/furniture.txt`, by kind. They are anchored (a block begins so, or says nothing
else) because prose too speaks of cookies, sharing and subscribing. Not for bylines and photo credits,
which hold facts (`bylines`, `credits`), nor for what only its place betrays (`clean`).
"""

import re
from dataclasses import dataclass

from bot.text.dates import find_date, months
from bot.text.unstopped import is_clause
from bot.text.wording import LONGEST_PHRASE, begins, holds, mentions, phrases, vocabulary

SHORT = 45  # words; a longer block is prose, whatever it begins with
OWNED = 25  # words of a line that says whose the page is, the sign inside it
BRIEF = 5  # words of a sentence that says what a site runs on ("Built with Hugo.")
LONG = 1_000  # characters; of a longer block only the ends are looked at

_WORD = re.compile(r"[^\W\d_]+")
_CLOSERS = " \t\"'”’»›)]}“」』*_"
FULL_STOPS = tuple(".。｡．।॥։۔።។៕။")
_ENDS = frozenset(FULL_STOPS) | frozenset("!?…:;！？؟")
_QUOTES = ("\"", "“", "”", "«", "„", "‘", "‚", "‹", "「", "『", "'")  # fmt: skip
_QUOTE_INSIDE = re.compile(r"[\"“”«»„]")
_REFERENCES = re.compile(r"(?:\[[^\[\]]{1,40}\]|:\d{1,4}(?:[–-]\d{1,4})?)+$")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\S+|(?<!\w)[#@]\w+|"
    r"(?<![\w@.-])[a-z\d-]{2,40}\.(?:com|org|net|info|io|ua|ru|es|de|fr|it|pl|nl|uk|br|mx|example)(?![\w.])"
)
_IMPERATIVE = re.compile(r"\w(?:йте|ите|іть|йтесь|итесь|іться|йтеся)(?!\w)")
_COPYRIGHT = re.compile(r"\W{0,3}(?:©|\(c\)\s|copyright\W{1,3}(?:\d{4}|©|\(c\)))", re.IGNORECASE)
_HATNOTE = re.compile(r"(?:For|Para|Pour|Für|Per)\s[^.]{3,80},\s(?:see|véase|voir|siehe|vedi)\s[^.]{3,80}\.$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){2,5}")  # "U.S.": a section's name, no sentence
_OWNED = re.compile(r"©\s?(?:19|20)\d\d|(?:19|20)\d\d\s?©")
_PARTED = re.compile(r"[.!?…][)”\"»]?\s[^\W\d_]")  # two sentences: each is asked for itself
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A block's text and what is asked of it again and again. `words` are casefolded, figures left out."""

    text: str
    words: tuple[str, ...]
    terminated: bool

    @property
    def spoken(self) -> bool:
        """Whether it opens as somebody's words do."""
        return self.text.startswith(_QUOTES) or (self.text[:1] in "–—" and self.terminated)

    @property
    def length(self) -> int:
        """Its words; in writing without spaces, half its letters."""
        if len(self.text) > LONG:
            return len(self.text) // 6
        return sum(max(1, len(word) // 2) if word[0] > "\u2e80" else 1 for word in self.words)


def line(text: str) -> Line:
    """Look at a block's text."""
    tail = text[-60:].rstrip()
    bare = _REFERENCES.sub("", tail).rstrip(_CLOSERS)
    ended = bare[-1:] in _ENDS or (tail[-2:-1] in _ENDS and not tail[-1:].isalnum())
    ended = (ended and not (len(text) <= 14 and _INITIALS.fullmatch(text))) or is_clause(text)
    return Line(text, tuple(_WORD.findall(text[:LONG].casefold())), bool(bare) and ended)


def is_furniture(block: Line) -> bool:
    """Whether `block` belongs to the page, not to the article."""
    words = block.words
    if len(block.text) > LONG:
        return False
    if not words or block.text.startswith(("^", "↑", "[^")) or _is_weather(block):  # these open references
        return True
    if not ADDRESS.sub("", block.text).strip(" ,;|·•–—-:.("):
        return True  # nothing but addresses, handles or hashtags
    if len(words) <= LONGEST_PHRASE and " ".join(words) in phrases("whole") and not _is_said(block):
        return True
    if len(words) <= 16 and not block.terminated and all(word in vocabulary("share") for word in words):
        return True
    return not block.spoken and speaks_for_the_page(block)


def _is_weather(block: Line) -> bool:
    return "°" in block.text and not block.terminated and len(block.words) <= 6


def _is_said(block: Line) -> bool:
    """Whether a word or two end in a full stop, as buttons do not ("More.")."""
    return len(block.words) <= 2 and block.text.endswith(".") and not block.text.endswith("..")


def speaks_for_the_page(block: Line) -> bool:
    """Whether `block` (a block, or a sentence in one) appeals to its reader or points elsewhere."""
    if len(block.words) > SHORT * 2:
        return False
    if _tells_picture(block) or _is_rights_notice(block) or _is_cookie_notice(block):
        return True
    if label(block.text, "note") is not None or _HATNOTE.match(block.text):
        return True
    if len(block.words) > SHORT:
        return False
    return (
        begins(block.words, "start") > 0
        or (len(block.words) <= BRIEF and begins(block.words, "brief") > 0)
        or _is_weak(block)
        or _is_labelled(block)
        or (
            not _PARTED.search(block.text, 0, LONG)
            and not _QUOTE_INSIDE.search(block.text)
            and holds(block.words, "anywhere")
        )
    )


def _tells_picture(block: Line) -> bool:
    """Whether it opens as "Image caption, People walk past a building." or "Left: the old mill." do."""
    if label(block.text, "where") is not None:
        return True
    whole = not block.terminated or re.match(r"[\w\s]{3,24},", block.text)
    return bool(whole and begins(block.words, "caption"))


def opens_tail(block: Line) -> bool:
    """Whether `block` heads a section of links, comments or sources."""
    if len(block.words) > LONGEST_PHRASE:
        return False
    if " ".join(block.words) in phrases("tail"):
        return True
    # "More news from The Valley Post": what follows the phrase is a name.
    count = begins(block.words, "tail")
    rest = re.findall(r"\S+", block.text)[count:]
    return count > 1 and not block.terminated and all(word[:1].isupper() or len(word) < 4 for word in rest)


def is_lone_label(block: Line) -> bool:
    """Whether `block` is a label that points to what stands below it ("Read also:")."""
    if len(block.words) > LONGEST_PHRASE:
        return False
    if " ".join(block.words) in phrases("label"):
        return True
    offers = mentions(block.words, "piece") and mentions(block.words, "you")
    return bool(offers) and block.text.rstrip().endswith(":") and not block.spoken


def label(text: str, kind: str) -> str | None:
    """Give what follows the label of `kind` and its colon at the head of `text`; None without one."""
    head, colon, rest = text[:60].partition(":")
    if not colon or " ".join(_WORD.findall(head.casefold())) not in phrases(kind):
        return None
    return (rest + text[60:]).strip()


def _is_weak(block: Line) -> bool:
    if not begins(block.words, "weak"):
        return False
    if not block.terminated or block.text.endswith(("!", ":")):
        return len(block.words) <= 30
    reader = vocabulary("reader")
    return (
        any(word in reader for word in block.words)
        or bool(ADDRESS.search(block.text))
        or bool(_IMPERATIVE.search(block.text))
    )


def _is_labelled(block: Line) -> bool:
    rest = label(block.text, "label")
    if rest is None:
        return False
    # One word and a colon may open a sentence too ("Listen: I never said that.").
    one_word = len(_WORD.findall(block.text[: block.text.index(":")])) == 1
    return not (one_word and rest.endswith((".", "…")))


def _is_rights_notice(block: Line) -> bool:
    if len(block.words) > SHORT:
        return False
    if len(block.words) <= OWNED and _OWNED.search(block.text):
        return True
    if _COPYRIGHT.match(block.text):
        return bool(_YEAR.search(block.text)) or not block.terminated
    text = " ".join(block.text.casefold().split())
    for phrase in phrases("rights"):
        place = text.find(phrase)
        if place >= 0 and not text[place + len(phrase) :].lstrip()[:1].isalpha():
            return not _QUOTE_INSIDE.search(text)
    return block.words[:2] == ("the", "post") and "appeared first on" in text


def _is_cookie_notice(block: Line) -> bool:
    """Whether it speaks of cookies and of a site, to "you" or as "we": no recipe, no report."""
    if not any(word.startswith(("cookie", "куки", "кукі", "çerez")) for word in block.words):
        return False
    site, we, you = (
        not vocabulary(kind).isdisjoint(block.words) for kind in ("cookie site", "cookie we", "cookie you")
    )
    return site and (we or you) and not _QUOTE_INSIDE.search(block.text)


def is_only_dates(block: Line) -> bool:
    """Whether it says nothing but when ("Published 12 March 2023 · 4 min read")."""
    dated = any(char.isdigit() for char in block.text[:200])
    if not block.words:
        return bool(find_date(block.text[:60])) and len(block.text) <= 60
    if len(block.text) < 3:
        return False  # a paper's one letter
    if len(block.words) > (30 if dated else 4) or (_is_said(block) and not dated):
        return False
    known, names = vocabulary("meta"), months()
    words = _WORD.findall(ADDRESS.sub(" ", block.text[:LONG]).casefold()) if dated else block.words
    return all(word in known or (dated and word in names) for word in words)

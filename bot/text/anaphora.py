"""Whether a sentence leans on the one before it: "He said so.", "Однако …", "Por eso …".

Such a sentence misleads when it is shown without what it points back to. This looks at the words a sentence
opens with and at who speaks in a quotation; it is no parser and resolves nothing, but names the noun that a
sentence takes up ("The verdict was …"), so that others can see whether it was shown before. Where a language
has no data in `bot.text.pointers`, a sentence leans only by its quotation marks.
"""

import re

from bot.text.pointers import Pointers, pointers
from bot.text.words import stop_words, words

# A pronoun among so many first words leans, if only function words stand before it ("When he …").
_OPENING = 4
_ENDS = 160  # characters read of a sentence's opening and of its end
_PHRASE = 3  # words of a noun that is taken up: "the first full moon"
_MARKS = '"“”„«»'
_QUOTES = _MARKS + "‘"
_OPENS = _QUOTES + "'([¡¿"
_WHOLLY_QUOTED = re.compile(rf"[{_QUOTES}][^{_MARKS}]*[{_MARKS}’][.!?…]*")
_AFTER_SPEECH = re.compile(rf"[{_MARKS}’]\s*[,.—–-]?\s*([^\W\d_]+)\s+([^\W\d_]+)?")


def leans(text: str, language: str, tokens: list[str] | None = None) -> bool:
    """Tell whether a sentence points back at text before it; `tokens` are its words if they are known.

    True for a pronoun, demonstrative or connective at its opening, for speech whose speaker is a pronoun, and
    for speech without a speaker.
    """
    text = text.strip()
    if text[:1] in _QUOTES and _WHOLLY_QUOTED.fullmatch(text):
        return True
    known = pointers(language)
    if known is None:
        return False
    head = (words(text[:_ENDS]) if tokens is None else tokens)[:_OPENING]
    return _opens_back(head, language, known) or _pronoun_speaks(text, known)


def _opens_back(head: list[str], language: str, known: Pointers) -> bool:
    if not head or not _points(head, language, known):
        return False
    return " ".join(head[:2]) not in known.fine


def _points(head: list[str], language: str, known: Pointers) -> bool:
    if head[0] in known.openers or (head[0] in known.counts and _is_verb("".join(head[1:2]), known)):
        return True
    if head[0] in known.starts and any(" ".join(head[:n]) in known.phrases for n in (1, 2, 3, 4)):
        return True
    for word in head:
        if word in known.pronouns:
            return True
        if word not in stop_words(language):
            return False
    return False


def _pronoun_speaks(text: str, known: Pointers) -> bool:
    """Tell whether a quotation is followed by "he said" or by a closing "said he"."""
    if text.isascii() and '"' not in text:
        return False
    for match in _AFTER_SPEECH.finditer(text[-_ENDS:] + " "):
        first, second = match.group(1).casefold(), (match.group(2) or "").casefold()
        ends = text.rstrip(" .!").casefold().endswith(second)
        if first in known.pronouns or (second in known.pronouns and ends):
            return True
    return False


def taken_up(text: str, language: str) -> str:
    """Give the noun that a sentence opens with as one known by now; "" if it opens otherwise.

    That is an article, one to three words without capitals, and a verb: "The new bridge was built …" gives
    "bridge". A noun that is described ("The bridge over the Wend was …") needs no sentence before it.
    """
    known = pointers(language)
    if known is None or not known.articles:
        return ""
    opening = text[:_ENDS].lstrip(_OPENS)
    if opening.partition(" ")[0].casefold() not in known.articles:
        return ""
    noun = ""
    for word in opening.split(None, _PHRASE + 2)[1 : _PHRASE + 2]:
        folded = word.replace("’", "'")
        if noun and _is_verb(folded, known):
            return noun
        owner = folded.removesuffix("'s")
        if not owner.replace("-", "").isalnum() or not owner.islower() or owner in stop_words(language):
            return ""
        if owner != folded:
            return owner
        noun = noun if noun and known.noun_first else owner
    return ""


def _is_verb(word: str, known: Pointers) -> bool:
    return word in known.verbs or word.endswith(known.endings)

"""Words of scripts that write none: overlapping pairs of characters, which need no dictionary.

Chinese and Thai come as pairs of neighbors. Japanese is cut where its script changes first: 壊れた is 壊 and
what bends it, so that 壊れます finds it. Korean parts words by spaces, but glues particles and endings to
them: one is left out (시청이, 시청은: 시청), so this is a light stemmer too. Not for finding such a script in
a text (`bot.text.words`).
"""

import re
from collections.abc import Iterator

SCRIPTS = (  # as ranges: Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
# Hangul; hiragana; katakana with its long sign; all others, Chinese characters among them.
_RUN = re.compile(
    "([\uac00-\ud7af]+)|([\u3041-\u309f]+)|[\u30a1-\u30ff]+|[^\uac00-\ud7af\u3041-\u309f\u30a1-\u30ff]+"
)
_ANY = re.compile(f"[{SCRIPTS}]")
# Korean particles, the endings of verbs in statements and questions; the longest that fits.
_ENDING = re.compile(
    "(?:에서는|에서도|으로는|으로도|에게서|이라는|이라고|까지|부터|에서|에게|으로|한테|처럼|보다|마다|밖에|조차|이나|라는|라고"
    "|습니다|습니까|입니다|입니까|니다|니까|나요|까요|어요|아요|네요|세요|이다|은|는|이|가|을|를|의|에|도|로|와|과|만|다|요)$"
)
_LONGEST_ENDING = 3


def is_unspaced(word: str) -> bool:
    """Tell whether a word is of a script that writes none apart."""
    return not word.isascii() and _ANY.match(word) is not None


def pairs(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, word) of a run of such script that stands at `start`."""
    for run in _RUN.finditer(text):
        first, last = run.span()
        if run[1] and last - first > 1:
            ending = _ENDING.search(text, max(first + 1, last - _LONGEST_ENDING), last)
            last = ending.start() if ending else last
        if run[2] and last - first == 1 and len(text) > 1:
            continue  # a particle, or what bends a verb
        for i in range(first, max(last - 1, first + 1)):
            yield start + i, start + min(i + 2, last), text[i : min(i + 2, last)]

"""Where to part text that has no full stops: Thai and Lao, which part clauses by a space and nothing else.

A sentence's end and a clause's look alike there, so that this gathers clauses: a part ends at a space once
it is long enough, or sooner before a word that opens sentences, and never where the next clause plainly goes
on. Not for scripts that have a stop (`bot.text.sentences`). One pass, linear.
"""

import re

LONG = 70  # letters: two or three clauses, a usual sentence
SHORT = 25  # letters: less is no sentence even before what opens one

_LETTER = re.compile("[฀-໿]")
_GAP = re.compile(r"(?<=[฀-໿])\s+(?=[“\"‘(]?[฀-໿])")
# Thai words. However, moreover, therefore, meanwhile, later, since then, before this, at present, lately …
_OPENS = re.compile(
    "อย่างไรก็|นอกจากน|นอกเหนือจาก|ดังนั้น|เพราะฉะนั้น|ด้วยเหตุ|ทั้งนี้|ขณะเดียวกัน|ในขณะ|ต่อมา|จากนั้น|หลังจาก|ก่อนหน้า"
    "|ปัจจุบัน|ล่าสุด|ในปี|เมื่อ|แต่|ส่วน|สำหรับ|เขา|เธอ|พวกเขา|นาย|นาง"
)
# And, or, that, by, in order to, such as, namely, as well as, with, because, until …
_GOES_ON = re.compile(
    "และ|หรือ|ที่|ซึ่ง|อัน|โดย|เพื่อ|เช่น|ได้แก่|คือ|รวม|ตลอดจน|พร้อม|กับ|เพราะ|เนื่องจาก|จน|ว่า|แล้ว|ก็|จึง|ๆ|ฯ"
)
_UNFINISHED = re.compile("(?:เช่น|ได้แก่|คือ|ว่า|และ|หรือ|กับ|ของ|ที่|ใน|โดย)$")


def is_clause(text: str) -> bool:
    """Tell whether such writing is so long that it is no heading: nothing at its end tells."""
    return len(text) >= LONG and _LETTER.match(text[-1]) is not None


def parts(text: str) -> list[str]:
    """Give a run of text in parts of about a sentence's length: slices, without the white space between."""
    out: list[str] = []
    start = 0
    for gap in _GAP.finditer(text):
        length = gap.start() - start
        if length < SHORT or _GOES_ON.match(text, gap.end()):
            continue
        if _UNFINISHED.search(text, max(start, gap.start() - 8), gap.start()):
            continue
        if length >= LONG or _OPENS.match(text, gap.end()):
            out.append(text[start : gap.start()])
            start = gap.end()
    out.append(text[start:])
    return out

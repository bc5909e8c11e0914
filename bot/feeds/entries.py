"""Which entries of a feed are known: by id, link and content together. Pure.

Any one of the three may lie: ids change with each visit, count from 1 again, or are the same for all; links
carry sessions, or all lead to the home page; texts are corrected. Two that agree are enough. One alone is
enough where it can only mean this entry.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.sources.feed import Entry
from bot.store.feeds import Known

STRONG_ID = 8  # characters; shorter ids are numbers in a list
TELLING = 40  # characters of title and text that do not come twice by chance


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and what it was known as, None if it is new. `by_address` is that its link is its own."""

    entry: Entry
    known: Known | None
    by_address: bool

    @property
    def changed(self) -> bool:
        """Whether it is known and now says something else."""
        return self.known is not None and self.known.content != self.entry.prints[2]

    def print_as(self) -> Known:
        """What is to be kept of it."""
        return Known(self.known.id if self.known else 0, *self.entry.prints)


def match(entries: Sequence[Entry], known: Sequence[Known]) -> list[Match]:
    """Match entries with what a feed was seen to hold, in their order; copies within the feed come once."""
    entries = _distinct(entries)
    guids, links = _shared(entries, known, 0), _shared(entries, known, 1)
    found: dict[int, Known] = {}
    left = {one.id: one for one in known}

    def take(agree: Callable[[Entry, Known], bool], keys: tuple[int, ...]) -> None:
        by_print: dict[tuple[int, int], list[Known]] = {}
        for one in reversed(left.values()):  # of two stories under one link, the later is meant
            for key in keys:
                if one[key + 1]:
                    by_print.setdefault((key, one[key + 1]), []).append(one)
        for place, entry in enumerate(entries):
            if place in found:
                continue
            near = [one for key in keys for one in by_print.get((key, entry.prints[key]), ())]
            chosen = next((one for one in near if one.id in left and agree(entry, one)), None)
            if chosen is not None:
                found[place] = left.pop(chosen.id)

    take(lambda entry, one: _agreeing(entry, one) == 3, (2,))
    take(lambda entry, one: _agreeing(entry, one) == 2, (0, 1, 2))
    take(lambda entry, one: _says_enough(entry) or not (one.guid and one.link), (2,))
    take(lambda entry, one: one.guid not in guids and (len(entry.id) >= STRONG_ID or not one.link), (0,))
    take(lambda entry, one: one.link not in links and _is_page(entry.link), (1,))
    return [
        Match(entry, found.get(place), bool(entry.prints[1]) and entry.prints[1] not in links)
        for place, entry in enumerate(entries)
    ]


def newest_first(entries: Sequence[Match]) -> list[Match]:
    """Order by date where all have one, else leave the feed's own order, which is the newest first.

    Where most that have a date stand the other way around, so do all.
    """
    dates = [one.entry.published_at for one in entries if one.entry.published_at]
    if len(dates) == len(entries):
        return sorted(entries, key=lambda one: one.entry.published_at, reverse=True)  # type: ignore[arg-type,return-value]
    rising = sum((later > earlier) - (later < earlier) for earlier, later in pairwise(dates))
    return list(entries)[::-1] if rising > 0 else list(entries)


def _agreeing(entry: Entry, one: Known) -> int:
    return sum(bool(mine) and mine == theirs for mine, theirs in zip(entry.prints, one[1:], strict=True))


def _distinct(entries: Sequence[Entry]) -> list[Entry]:
    return list({one.prints: one for one in reversed(entries) if any(one.prints)}.values())[::-1]


def _shared(entries: Sequence[Entry], known: Sequence[Known], key: int) -> set[int]:
    """Prints that stand for more than one entry, now or formerly: they tell nothing alone."""
    now = Counter(one.prints[key] for one in entries)
    then = Counter(one[key + 1] for one in known)
    return {number for counts in (now, then) for number, times in counts.items() if times > 1}


def _says_enough(entry: Entry) -> bool:
    return len(entry.title) + len(entry.text) >= TELLING


def _is_page(link: str) -> bool:
    """Tell whether a link leads to more than a site's first page."""
    return len([part for part in link.split("/")[3:] if part]) > 0

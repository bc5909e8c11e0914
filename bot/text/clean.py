"""Blocks to the article's own prose."""

from dataclasses import dataclass, replace

from bot.text.blocks import Extract, Facts


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the article, under the nearest heading above it (or "")."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a document: its prose, and all the facts that were told."""

    passages: list[Passage]
    facts: Facts


def clean(extract: Extract, *, fallback_title: str) -> Cleaned:
    """Give the prose of `extract`."""
    blocks = list(extract.blocks)
    facts = extract.facts
    if not facts.title and blocks and len(blocks[0].text) < 160 and blocks[0].text[-1] not in ".:;,":
        facts = replace(facts, title=blocks.pop(0).text)
    facts = replace(facts, title=facts.title or fallback_title)
    passages, heading = [], ""
    for block in blocks:
        if block.kind == "heading":
            heading = block.text
        elif block.text[-1] in '.!?…»”")。！？':
            passages.append(Passage(block.text, heading))
    return Cleaned(passages, facts)

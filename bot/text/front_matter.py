"""The facts that stand above an article: YAML between two lines of dashes.

Hostile YAML is normal input: aliases are refused, every scalar stays a string, and what does not parse
is read line by line.
"""

import re
from collections.abc import Iterator

import yaml

from bot.text.blocks import Facts, one_line
from bot.text.dates import parse_date

LIMIT = 32_768  # characters; more is not front matter

_NAMES = {
    "title": "title headline заголовок назва título titulo titre titel titolo",
    "author": "author authors by byline creator writer автор автори авторы autor autores autora auteur",
    "publication": "publication source publisher site sitename site_name website outlet newspaper journal "
    "издание видання источник джерело fuente medio quelle fonte",
    "url": "url link canonical canonical_url permalink original original_url source_url ссылка посилання",
    "published": "date published publish_date pubdate pub_date date_published published_at publishdate "
    "publisheddate datepublished published_on created дата fecha datum data",
    "language": "language lang locale язык мова idioma langue sprache",
    "tags": "tags tag keywords categories category topics topic теги метки etiquetas schlagwörter",
    "photo_credit": "photo photo_credit photo_by credit image_credit photographer фото foto",
}
_FIELD = {name: key for key, names in _NAMES.items() for name in names.split()}
_FENCE = re.compile(r"[ \t\n]*---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"([^\W\d_][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(.*))?$")


class _Plain(yaml.BaseLoader):
    """Every scalar a string (no dates, no booleans), no alias: nothing to blow up."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[Facts, str, list[str]]:
    """Give the facts above `text`, the text below them, and what was mended."""
    fence = _FENCE.match(text)
    if not fence:
        return Facts(), text, []
    repairs = []
    end = _END.search(text, fence.end(), fence.end() + LIMIT)
    if end:
        head, body = text[fence.end() : end.start()], text[end.end() :]
    else:
        head, body = _unclosed(text[fence.end() :])
        repairs.append("its front matter has no end")
    first = next((line for line in head.splitlines() if line.strip() and not line.startswith("#")), "")
    try:
        data = _Plain(head).get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError):
        data = None
    if isinstance(data, dict):
        return _facts(data), body, repairs
    if not head.strip():
        return Facts(), body, repairs
    if _LINE.match(first.strip()):
        return (
            _facts(dict(_lines(head))),
            body,
            [*repairs, "its front matter is not valid YAML, read line by line"],
        )
    if first.lstrip().startswith(("-", "[", "{")):
        return Facts(), body, [*repairs, "its front matter holds no names and values, left out"]
    return Facts(), text[fence.end() :], []  # two rules with prose between them


def _unclosed(text: str) -> tuple[str, str]:
    """Split where the lines stop to look like names and values."""
    place = 0
    for line in text[:LIMIT].splitlines(keepends=True):
        if not _LINE.match(line.strip()) and not line.lstrip().startswith("- "):
            break
        place += len(line)
    return text[:place], text[place:]


def _lines(head: str) -> Iterator[tuple[str, object]]:
    key, items = "", []
    for raw in head.splitlines():
        line = raw.strip()
        found = _LINE.match(line)
        if line.startswith("- ") and key:
            items.append(line[2:].strip(" \"'"))
            yield key, list(items)
        elif found:
            key, items = found.group(1), []
            yield key, (found.group(2) or "").strip(" \"'")


def _facts(data: dict[object, object]) -> Facts:
    found: dict[str, list[str]] = {}
    for key, value in data.items():
        name = re.sub(r"[\s.-]+", "_", str(key).strip().casefold())
        field = _FIELD.get(name)
        if field and field not in found:
            found[field] = [part for part in _strings(value) if part]
    publication = " ".join(found.get("publication", [])[:1])
    url = " ".join(found.get("url", [])[:1])
    if re.match(r"https?://", publication):
        publication, url = "", url or publication
    return Facts(
        title=" ".join(found.get("title", [])),
        author=", ".join(found.get("author", [])),
        publication=publication,
        url=url if re.match(r"https?://[^\s]+$", url) else "",
        photo_credit=", ".join(found.get("photo_credit", [])),
        published=parse_date(" ".join(found.get("published", [])[:1])),
        language=" ".join(found.get("language", [])[:1]),
        tags=_tags(found.get("tags", [])),
    )


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [one_line(str(value["name"]))] if isinstance(value.get("name"), str) else []
    if isinstance(value, list):
        return [text for part in value[:100] if not isinstance(part, list) for text in _strings(part)]
    text = one_line(str(value))
    return [] if text in {"null", "~", "None"} else [text]


def _tags(parts: list[str]) -> tuple[str, ...]:
    if len(parts) == 1:
        parts = re.split(r"[,;]", parts[0])
    names = (part.strip(" #\t\"'") for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))

"""Articles: what is told of each.

Not for their text, which is in passages and sentences (`bot.store.passages`).
"""

import json
from collections.abc import Sequence
from datetime import date, datetime

from bot.models import Article
from bot.store.database import Database, Row


def article_from_row(row: Row) -> Article:
    """Make an Article of a row of the table."""
    return Article(
        number=row["number"],
        title=row["title"],
        language=row["language"],
        words=row["words"],
        sentences=row["sentences"],
        added_at=datetime.fromisoformat(row["added_at"]),
        author=row["author"],
        publication=row["publication"],
        url=row["url"],
        photo_credit=row["photo_credit"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        tags=tuple(json.loads(row["tags"])),
    )


async def several(database: Database, numbers: Sequence[int]) -> list[Article]:
    """Give the articles that are in the library of these numbers, in the order asked."""
    marks = ", ".join("?" * len(numbers))
    rows = await database.fetch(
        f"SELECT * FROM articles WHERE removed_at IS NULL AND number IN ({marks})",  # noqa: S608
        numbers,
    )
    found = {row["number"]: article_from_row(row) for row in rows}
    return [found[number] for number in numbers if number in found]

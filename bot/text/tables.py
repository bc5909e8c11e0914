"""What is known of languages and of pages as words, one thing a row, in `data/`: the rows of such a file.

Not for what a row says, which each reader of one knows.
"""

from importlib import resources


def rows(name: str) -> list[str]:
    """Give the rows of a file of `data/`, without empty ones and comments (#)."""
    text = resources.files(__package__).joinpath("data", name).read_text("utf-8")
    return [row for row in text.splitlines() if row and not row.startswith("#")]

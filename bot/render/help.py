"""Greetings, help, and the texts of the bot's profile; the examples come from the library as it is now."""

from collections.abc import Sequence

from bot.models import Article
from bot.render.message import Message, clip, escape, number_of, title_of

# Bot API, setMyDescription: 0-512 characters, shown in an empty chat; setMyShortDescription: 0-120.
DESCRIPTION = (
    "I read articles so that you can ask them. I summarize them in their own sentences and answer questions "
    "with the sentences that answer, each with its source. I never make anything up: what the articles do "
    "not say, I do not say."
)
_OF_A_TEXT = (
    "/summary <i>link</i>, or as a reply to a long message, or with a .txt, .md, .html or .pdf document — "
    "a summary of that text, which I do not keep"
)
_SUBSCRIBE_WORDS = (
    "/subscribe <i>words</i> — those that fit; <code>&quot;a phrase&quot;</code> stands together, "
    "<code>-word</code> excludes"
)
EMPTY_LIBRARY = "The library is empty so far. Put articles into its folder and they will be here in a moment."
SHORT_DESCRIPTION = "Ask a library of articles: answers and summaries in their own words, with sources."


def welcome(articles: Sequence[Article], total: int, username: str) -> Message:
    """What /start says."""
    lines = [
        "Hello. I answer from a library of articles, in the articles' own sentences, each with its source.",
        "",
        *_library(articles, total, username),
        "",
        *_examples(articles),
        "",
        "/help tells the rest.",
    ]
    return Message("\n".join(lines))


def help(articles: Sequence[Article], total: int, username: str, private: bool) -> Message:  # noqa: A001
    """What /help says; in a group it also tells how to address the bot."""
    number = articles[0].number if articles else 12
    lines = [
        "<b>Ask</b>",
        "/ask and a question, or just the question in a private chat."
        if private
        else f"/ask and a question; or mention @{username}, or reply to one of my messages.",
        "As a reply to a message about an article, the question goes to that article first.",
        "",
        "<b>Summaries</b>",
        "/summary — the newest article",
        f"/summary {number} — an article by its number",
        "/summary <i>words</i> — the article that fits them best",
        f"/summary short, /summary {number} long — how long it is to be",
        _OF_A_TEXT,
        "",
        "<b>Library</b>",
        "/articles — all of them, the newest first",
        "/articles <i>words</i> — those that fit",
        "",
        "<b>News</b>",
        "/subscribe — every new article, told here",
        _SUBSCRIBE_WORDS,
        "/subscriptions, /unsubscribe — see and end them",
        "/settings — daily or weekly instead of at once, quiet hours, time zone",
        "",
        *_examples(articles),
        "",
        *_library(articles, total, username),
    ]
    return Message("\n".join(lines))


def unknown_command(name: str) -> Message:
    """For a command that is none of ours."""
    return Message(f"I do not know /{escape(clip(name, 40))}. /help lists what I can do.")


def ask_what(example: str) -> Message:
    """For /ask with no question."""
    return Message(f"Ask me something: <code>/ask {escape(example)}</code>")


def example_words(article: Article) -> str:
    """Two telling words of an article's title, for an example that works."""
    words = [word.strip(".,:;!?«»“”\"'()—–") for word in article.title.split()]
    telling = sorted((word for word in words if len(word) > 3), key=len, reverse=True)[:2]
    return " ".join(word for word in words if word in telling) or article.title


def _library(articles: Sequence[Article], total: int, username: str) -> list[str]:
    if not articles:
        return ["The library is empty so far."]
    noun = "article" if total == 1 else "articles"
    lines = [f"The library holds {total} {noun}. The newest:" if total > len(articles) else "In the library:"]
    return [*lines, *(f"{number_of(article, username)} {title_of(article)}" for article in articles)]


def _examples(articles: Sequence[Article]) -> list[str]:
    if not articles:
        return ["When it has articles, /summary shows the newest, and any question is answered from them."]
    words = example_words(articles[-1])
    return [
        "Try:",
        "/summary",
        f"<code>/summary {escape(words)}</code>",
        f"<code>/ask {escape(example_words(articles[0]))}</code>",
    ]

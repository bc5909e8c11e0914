"""Documents that people send: fetched from Telegram. Not for reading them (`bot.texts`)."""

import asyncio
from typing import Final

from telegram import Document
from telegram.constants import FileSizeLimit
from telegram.error import TelegramError

from bot.errors import TooLarge, Unfetched
from handlers.context import Context

_PAUSES: Final = (0.3, 1.0, 3.0)  # seconds between tries, of a download as of a reply


async def fetch(document: Document, context: Context) -> bytes:
    """Give what is in a document.

    Raises:
        TooLarge: a bot may not fetch as much.
        Unfetched: Telegram does not hand it over.
    """
    if (document.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise TooLarge(document.file_size or 0, FileSizeLimit.FILESIZE_DOWNLOAD)
    try:
        file = await context.bot.get_file(document.file_id)  # the limiter tries again, but with methods only
        for pause in _PAUSES:
            try:
                return bytes(await file.download_as_bytearray())
            except TelegramError:
                await asyncio.sleep(pause)
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        raise Unfetched(type(error).__name__) from error

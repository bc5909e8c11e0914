"""A conversation with the bot, line by line: what a line does, and what is shown of what the bot does.

Not for standard input, signals and colors (`terminal.py`), nor for how a message looks (`screen.py`).
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TextIO

from bot.sandbox.local import HELP, Outgoing, parse_line, read_file
from bot.sandbox.log import Event
from bot.sandbox.records import Message
from bot.sandbox.refusals import Json
from bot.sandbox.screen import Look, show_message
from bot.sandbox.server import Sandbox

BANNER = (
    "{name} in your terminal. This is a Telegram of its own, on this machine only; nothing is sent out.",
    "Write a message, or the number of a button to press it. :help tells more, Ctrl-D ends.",
)
Settled = Callable[[int], Awaitable[object]]


class Conversation:
    """What was said, what stands on the screen, and what a line does."""

    def __init__(
        self, sandbox: Sandbox, settled: Settled, out: TextIO, look: Look, interactive: bool
    ) -> None:
        self.sandbox = sandbox
        self.settled = settled
        self.out = out
        self.look = look
        self.interactive = interactive
        self.you = sandbox.user("You", language_code=language_of_the_system())
        self.shown: list[int] = []  # messages of the bot, the latest printed last
        self.printed = 0  # events that have been looked at
        self.asking = False  # it waits for a line
        self.status = ""  # what stands on the terminal's last line and may be wiped

    def put(self, text: str) -> None:
        """Write to the screen, and at once."""
        self.out.write(text)
        self.out.flush()

    def say(self, text: str) -> None:
        """Print lines, over whatever prompt or sign of typing stands there."""
        wipe = "\r\x1b[K" if self.status else ""
        self.status = ""
        self.put(wipe + text + "\n")

    def hint(self, text: str) -> None:
        """Put a prompt or a sign of typing on the last line."""
        if self.interactive and text != self.status:
            wipe = "\r\x1b[K" if self.status else ""
            self.put(wipe + text)
            self.status = text

    def prompt(self) -> None:
        """Ask for a line."""
        self.asking = True
        self.hint("> ")

    def show_news(self) -> None:
        """Print what the bot has done since."""
        events = self.sandbox.log.events
        while self.printed < len(events):
            event = events[self.printed]
            self.printed += 1
            if event.chat_id == self.you.id:
                self.show(event)

    def show(self, event: Event) -> None:
        """Print one thing that the bot did."""
        body = event.body
        if event.kind in {"message", "edit"}:
            self.shown = [number for number in self.shown if number != body["message_id"]]
            self.shown.append(body["message_id"])
            edited = " (changed)" if event.kind == "edit" else ""
            head = self.look.faint(f"{self.sandbox.bot.first_name} #{body['message_id']}{edited}")
            self.say(f"{head}\n{show_message(body, self.look)}\n")
        elif event.kind == "answer" and body["text"]:
            self.say(f"({'! ' if body['show_alert'] else ''}{body['text']})")
        elif event.kind == "delete":
            self.say(self.look.faint(f"(message #{body['message_id']} was deleted)"))
        elif event.kind == "reaction":
            self.say(
                f"({' '.join(r.get('emoji', '') for r in body['reaction']) or 'no'} on #{body['message_id']})"
            )
        elif event.kind == "action" and self.interactive:
            self.hint(self.look.faint(f"… {body['action'].replace('_', ' ')}"))

    async def converse(self, lines: AsyncIterator[str]) -> None:
        """Send each line and show what comes of it, until there are no more."""
        if self.interactive:
            for line in BANNER:
                self.say(self.look.faint(line.format(name=self.sandbox.bot.first_name)))
            self.prompt()
        async for line in lines:
            self.asking = False
            self.status = ""  # the line that was written has moved the cursor on
            if not self.interactive and line.strip():
                self.say(f"> {''.join(char if char.isprintable() else ' ' for char in line)}")
            if not await self.take(line):
                return
            self.show_news()
            self.prompt()

    async def take(self, line: str) -> bool:
        """Do what a line says; False if it ends the conversation."""
        order = parse_line(line)
        if order.kind == "quit":
            return False
        if order.kind == "help":
            self.say(HELP)
        elif order.kind == "press" or (order.kind == "text" and self.button(order)):
            await self.press(order)
        elif order.kind == "file":
            await self.send_file(order)
        elif order.kind == "text":
            reply_to = self.target(order)
            if not order.reply_to or reply_to:
                for piece in order.pieces():
                    await self.finish(self.you.send(piece, reply_to=reply_to).update_id)
        return True

    def target(self, order: Outgoing) -> Message | None:
        """The message that an order is about; says so if there is none."""
        message = self.you.chat.messages.get(order.reply_to)
        if order.reply_to and not message:
            self.say(f"(there is no message #{order.reply_to})")
        return message

    def button(self, order: Outgoing) -> Json | None:
        """The button that an order presses: of the message it names, or of the latest with buttons."""
        if not order.button:
            return None
        numbers = [order.reply_to] if order.kind == "press" else self.shown[::-1]
        for number in numbers:
            message = self.you.chat.messages.get(number)
            if message and message.markup:
                buttons = [button for row in message.markup["inline_keyboard"] for button in row]
                chosen = buttons[order.button - 1 : order.button]
                return chosen[0] | {"of": number} if chosen else None
        return None

    async def press(self, order: Outgoing) -> None:
        """Press a button, or print the address that it opens."""
        button = self.button(order)
        if not button:
            self.say("(there is no such button)")
        elif "callback_data" in button:
            message = self.you.chat.messages[button["of"]]
            await self.finish(self.you.press(message, order.button).update_id)
        elif (address := self.look.address(button.get("url", ""))).startswith("/start "):
            await self.finish(self.you.send(address).update_id)
        else:
            self.say(f"({button['text']}: {address or 'only in a Telegram app'})")

    async def send_file(self, order: Outgoing) -> None:
        """Send a file from the disk."""
        found = await asyncio.to_thread(read_file, order.path)
        if isinstance(found, str):
            self.say(f"({found})")
            return
        reply_to = self.target(order)
        if not order.reply_to or reply_to:
            name, mime, data = found
            sent = self.you.send_document(data, name, mime, order.text, reply_to=reply_to)
            await self.finish(sent.update_id)

    async def finish(self, update_id: int | None) -> None:
        """Wait until the bot has taken the update and is done with it."""
        if update_id:
            await self.sandbox.confirmed(update_id, timeout=None)
            await self.settled(update_id)
            self.show_news()

    async def watch(self) -> None:
        """Show what comes unasked as it comes."""
        while True:
            await self.sandbox.log.until(lambda: len(self.sandbox.log.events) > self.printed, None, "news")
            self.show_news()
            if self.asking:
                self.prompt()


def language_of_the_system() -> str:
    """The two letters of `LANG`, "en" if it has none."""
    code = os.environ.get("LANG", "")[:2].lower()
    return code if code.isalpha() and len(code) == 2 else "en"

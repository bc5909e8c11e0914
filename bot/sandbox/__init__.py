"""A Telegram of our own on loopback: the Bot API server, the people in it, and the terminal."""

from bot.sandbox.limits import Limits
from bot.sandbox.server import TOKEN, Sandbox, open_sandbox
from bot.sandbox.terminal import talk

__all__ = ["TOKEN", "Limits", "Sandbox", "open_sandbox", "talk"]

"""Models to Telegram HTML: every word the bot says stands in this package, a file a noun.

Not for: sending. Nothing here knows of Telegram's library, the store, or the network.
"""

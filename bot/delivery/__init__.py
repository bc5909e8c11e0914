"""From the outbox to Telegram: what is owed is leased, sent and marked, in that order.

`loop` takes what is due, `attempt` sees one message through: `compose` words it, `post` sends it, `outcomes`
reads errors, `consequences` does what they ask for, `outage` knows whether Telegram answers at all, and
`ledger` writes.
"""

from bot.delivery.compose import composer
from bot.delivery.loop import Delivery
from bot.delivery.parcel import Compose, Composed, Sender, Tally
from bot.delivery.post import Post

__all__ = ["Compose", "Composed", "Delivery", "Post", "Sender", "Tally", "composer"]

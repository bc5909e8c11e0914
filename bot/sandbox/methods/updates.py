"""getMe, and the ways to updates: polling, webhooks (kept, never called), log out and close."""

import re
from urllib.parse import urlsplit

from bot.sandbox.methods import Methods, World
from bot.sandbox.params import Params
from bot.sandbox.refusals import Json, Refused, bad_request

methods = Methods()

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@methods.serve("getMe")
async def get_me(world: World, params: Params) -> Json:  # noqa: ARG001  (every method has this shape)
    """Who the bot is, with what it may do."""
    return world.state.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.state.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


@methods.serve("getUpdates", "offset limit timeout allowed_updates")
async def get_updates(world: World, params: Params) -> list[Json]:
    """Updates from `offset` on, waiting up to `timeout` seconds for the first."""
    if world.webhook.get("url"):
        raise Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
            " webhook first",
        )
    _allow(world, params)
    limit = params.integer("limit", 100)
    limit = limit if 1 <= limit <= 100 else 100
    return await world.updates.get(params.integer("offset"), limit, max(params.integer("timeout"), 0))


def _allow(world: World, params: Params) -> None:
    kinds = params.json("allowed_updates", "allowed updates")
    if kinds is None:
        return
    if not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates: Expected an Array of String")
    world.updates.allow(frozenset(str(kind).lower() for kind in kinds))


@methods.serve(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
async def set_webhook(world: World, params: Params) -> bool:
    """Remember a webhook; the sandbox calls none, but refuses to poll beside it."""
    url = params.text("url").strip()
    if not url:
        return bool(await delete_webhook(world, params))
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if params.text("secret_token") and not _SECRET.fullmatch(params.text("secret_token")):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, params)
    if params.boolean("drop_pending_updates"):
        world.updates.drop()
    world.webhook = {"url": url, "max_connections": params.integer("max_connections", 40)}
    return True


@methods.serve("deleteWebhook", "drop_pending_updates")
async def delete_webhook(world: World, params: Params) -> bool:
    """Forget the webhook."""
    if params.boolean("drop_pending_updates"):
        world.updates.drop()
    world.webhook = {}
    return True


@methods.serve("getWebhookInfo")
async def get_webhook_info(world: World, params: Params) -> Json:  # noqa: ARG001
    """The webhook, and how much waits."""
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}
    return info | world.webhook


@methods.serve("logOut")
async def log_out(world: World, params: Params) -> bool:  # noqa: ARG001
    """Nothing to log out of here."""
    return True


@methods.serve("close")
async def close(world: World, params: Params) -> bool:  # noqa: ARG001
    """Nothing to close here."""
    return True

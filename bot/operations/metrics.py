"""What `/metrics` shows: the counts and the state of things, in Prometheus's form. Imported if it is served.

Names follow Prometheus's own rules ("Metric and label naming"): units in the name, `_total` on counters.
"""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.delivery import Tally
from bot.operations.counts import BUCKETS, Counts
from bot.operations.vitals import State

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def render(state: State, counts: Counts, tally: Tally, refusals: int) -> bytes:
    """Give all metrics; `refusals` are the 429s that replies and notices met."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Told([*_happened(counts, tally, refusals), *_stands(state, counts)]))
    return generate_latest(registry)


class _Told(Collector):
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = list(families)

    def collect(self) -> Iterable[Metric]:
        return self._families


def _happened(counts: Counts, tally: Tally, refusals: int) -> Iterable[Metric]:
    updates = CounterMetricFamily("gistwire_updates", "Updates from Telegram, by kind.", labels=["kind"])
    for kind, number in counts.updates.items():
        updates.add_metric([kind], number)
    yield updates
    yield _replies(counts)
    errors = CounterMetricFamily(
        "gistwire_errors", "Warnings and errors, by what was logged.", labels=["level", "kind"]
    )
    for (level, kind), number in counts.errors.items():
        errors.add_metric([level, kind], number)
    yield errors
    for name, about, value in (
        ("updates_slowed", "Updates passed over because their sender sends too many.", counts.slowed),
        ("updates_strangers", "Updates passed over because their sender is not let in.", counts.strangers),
        ("messages_sent", "Messages with notices that Telegram took.", tally.sent),
        ("notices_sent", "Notices in them.", tally.notices),
        ("notices_repeated", "Notices sent again after a send of unknown outcome.", tally.repeated),
        ("notices_uncertain", "Sends of notices whose outcome is unknown.", tally.uncertain),
        ("notices_failed", "Sends of notices that failed and are tried again.", tally.failed),
        ("notices_set_aside", "Notices that Telegram refused for good.", tally.set_aside),
        ("flood_limits", "Requests that Telegram refused with 429.", refusals),
    ):
        yield CounterMetricFamily(f"gistwire_{name}", about, value=value)


def _replies(counts: Counts) -> Metric:
    total, buckets = 0, []
    for bound, number in zip((*map(str, BUCKETS), "+Inf"), counts.replies.counts, strict=True):
        total += number
        buckets.append((bound, total))
    return HistogramMetricFamily(
        "gistwire_reply_seconds",
        "From an update's arrival to Telegram's taking of a reply.",
        buckets=buckets,
        sum_value=counts.replies.seconds,
    )


def _stands(state: State, counts: Counts) -> Iterable[Metric]:
    yield GaugeMetricFamily("gistwire_up", "1 if nothing is the matter, as in /healthz.", value=state.sound)
    yield GaugeMetricFamily("gistwire_start_time_seconds", "When it started, Unix time.", counts.started_at)
    for name, about, at in (
        ("last_poll_age_seconds", "Since Telegram last answered a poll.", state.beat.last_poll_at),
        ("last_write_age_seconds", "Since the database was last written.", state.beat.last_write_at),
        ("oldest_notice_age_seconds", "Since the oldest notice owed was due.", state.beat.oldest_owed_at),
    ):
        if at:
            yield GaugeMetricFamily(f"gistwire_{name}", about, value=max(0.0, state.beat.at - at))
    contents = state.contents
    if contents is None:
        return
    for name, about, value in (
        ("articles", "Articles in the library.", contents.articles),
        ("sentences", "Sentences of them.", contents.sentences),
        ("chats", "Chats with choices of their own.", contents.chats),
        ("chats_paused", "Chats that shut the bot out.", contents.paused),
        ("subscriptions", "Subscriptions.", contents.subscriptions),
        ("notices_owed", "Notices not yet sent, those of paused chats among them.", contents.owed),
        ("notices_held", "Notices of paused chats.", contents.held),
        ("notices_aside", "Notices set aside that nobody has seen to.", contents.set_aside),
        ("database_bytes", "Size of the database.", contents.size),
    ):
        yield GaugeMetricFamily(f"gistwire_{name}", about, value=value)

"""A bot's status in Prometheus' format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prometheus_client.core import Metric

    from bot.telegram.status import Status


def written(status: Status) -> bytes:
    """Return a status, and what the process uses, as text for Prometheus."""
    registry = CollectorRegistry()
    registry.register(_Reading(status))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Reading(Collector):
    """One reading of a status."""

    def __init__(self, status: Status) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        """Return each figure as a metric."""
        its = self._status
        yield _counter("updates_received", "Updates that Telegram delivered.", its.received)
        ended = {name: getattr(its, name) for name in ("answered", "set_aside", "unreadable", "over_limit")}
        yield _counters("updates", "Updates by what became of them.", "state", ended)
        yield _counters("verdicts", "Messages by the conversation's verdict.", "verdict", its.verdicts)
        yield _counter("retries", "Attempts at an update that failed and were made again.", its.retries)
        sent = {name: getattr(its, f"messages_{name}") for name in ("sent", "unknown", "blocked", "refused", "failed")}
        yield _counters("messages", "Messages by what became of them.", "delivery", sent)
        yield _counter("replies_lost", "Calls to Telegram whose answer was lost.", its.replies_lost)
        yield _counter("alerts", "Lines that told the operator of what needs looking at.", its.alerts)
        yield _gauge("updates_waiting", "Updates that wait for their turn.", its.updates_waiting)
        yield _gauge("updates_working", "Updates in work.", its.updates_working)
        yield _gauge("messages_waiting", "Messages that wait to be sent.", its.messages_waiting)
        yield _counter("questions", "Messages with a verdict other than small talk.", its.questions)
        yield _gauge("databases_damaged", "Damaged databases that were set aside and still lie there.", its.damaged)
        for name, moment in {
            "oldest_update": its.oldest,
            "last_poll": its.last_poll,
            "last_delivery": its.last_delivery,
            "last_check": its.last_check,
            "last_round": its.last_round,
        }.items():
            if moment is not None:
                yield _gauge(f"{name}_timestamp_seconds", "When that was, in seconds of the Unix epoch.", moment)


def _counter(name: str, documentation: str, value: float) -> Metric:
    return CounterMetricFamily(f"interviewbot_{name}", documentation, value=value)


def _counters(name: str, documentation: str, label: str, values: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(f"interviewbot_{name}", documentation, labels=[label])
    for its, value in values.items():
        family.add_metric([its], value)
    return family


def _gauge(name: str, documentation: str, value: float) -> Metric:
    return GaugeMetricFamily(f"interviewbot_{name}", documentation, value=value)

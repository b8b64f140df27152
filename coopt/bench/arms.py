"""What the arms of a bandit did, over all runs of a benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Arms = tuple[Mapping[str, Any], ...]


def last_arms(trace: Iterable[Mapping[str, Any]]) -> Arms:
    """Return the last arm statistics in the trace of a run; empty without any."""
    found: Arms = ()
    for event in trace:
        if event.get("arms"):
            found = tuple(event["arms"])
    return found


def sum_arms(runs: Iterable[Arms]) -> list[dict[str, Any]]:
    """Add up pulls, gain and seconds of each arm over runs; the most gain per second first."""
    totals: dict[str, dict[str, Any]] = {}
    for arms in runs:
        for arm in arms:
            total = totals.setdefault(
                arm["name"], {"name": arm["name"], "pulls": 0, "gain": 0.0, "seconds": 0.0}
            )
            for key in ("pulls", "gain", "seconds"):
                total[key] += arm[key]
    return sorted(totals.values(), key=lambda arm: -arm["gain"] / max(arm["seconds"], 1e-9))

"""One run of one method on one instance, as it is kept in a results file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from coopt.bench.arms import Arms, last_arms

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class BenchRun:
    """What a run said, in the sense of the source.

    ``settings`` are the limits it ran under; a row is kept on resuming if file, method and
    settings are the same. ``trace`` lists ``(time_s, primal_bound)`` of each incumbent, ``arms``
    holds the last statistics of a bandit's arms.
    ``time_s`` is the wall time of the whole process, its start included.
    """

    instance: str
    file: str
    method: str
    settings: Mapping[str, Any]
    status: str
    time_s: float
    sense: Literal["min", "max"] = "min"
    limit: str | None = None
    objective: float | None = None
    dual_bound: float | None = None
    verified: str | None = None
    max_violation: float | None = None
    trace: tuple[Point, ...] = ()
    error: str = ""
    arms: Arms = ()

    @property
    def horizon(self) -> float:
        """The time limit, or without one the time it took."""
        limit = self.settings.get("time_limit")
        return self.time_s if limit is None else float(limit)

    @property
    def proven(self) -> bool:
        """Whether it claims to have settled the instance."""
        return self.status in ("optimal", "infeasible", "unbounded", "infeasible_or_unbounded")


def run_of(
    answer: Mapping[str, Any],
    instance: str,
    file: str,
    method: str,
    settings: Mapping[str, Any],
    time_s: float,
) -> BenchRun:
    """Build a run from the JSON object that ``coopt solve --json -`` prints."""
    points: list[Point] = []
    for event in answer["trace"]:
        value = event["primal_bound"]
        if value is not None and (not points or points[-1][1] != value):
            points.append((float(event["time_s"]), float(value)))
    return BenchRun(
        instance=instance,
        file=file,
        method=method,
        settings=settings,
        status=answer["status"],
        time_s=time_s,
        sense=answer["instance"].get("sense", "min"),
        limit=answer["limit"],
        objective=answer["objective"],
        dual_bound=answer["dual_bound"],
        verified=answer["verified"],
        max_violation=answer["max_violation"],
        trace=tuple(points),
        arms=last_arms(answer["trace"]),
    )


def from_row(row: Mapping[str, Any]) -> BenchRun:
    """Build a run from a row of a results file.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the row is not one.
    """
    names = {field.name for field in fields(BenchRun)}
    kept = {name: value for name, value in row.items() if name in names}
    kept["arms"] = tuple(row.get("arms", ()))
    kept["trace"] = tuple((float(time), float(value)) for time, value in row.get("trace", ()))
    return BenchRun(**kept)

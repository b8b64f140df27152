"""Special ordered sets while they are read, and the checks that MPS and LP files share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coopt.problem.milp import Indicator, Sos
from coopt.read.decimals import Vector
from coopt.read.wording import FaultError, quoted

# Finds the line of something when an error needs it; finding it may be slow.
Line = Callable[[], int]


@dataclass(frozen=True, slots=True)
class SosDraft:
    """A special ordered set and where it begins; weight by column, and the weights."""

    kind: int
    name: str
    line: Line
    members: dict[int, float] = field(default_factory=dict)
    weights: set[float] = field(default_factory=set)

    def add(self, column: int, weight: float, name: str, line: Line) -> None:
        """Add a member.

        Raises
        ------
        FaultError
            If the member is in the set, or its weight is another member's.
        """
        if column in self.members:
            raise FaultError(
                line(), f"SOS: column {quoted(name)} is in set {quoted(self.name)} twice"
            )
        if weight in self.weights:
            raise FaultError(
                line(),
                f"SOS: column {quoted(name)} has the weight {weight!r}, as has another member of"
                f" set {quoted(self.name)}: weights give the order and must differ",
            )
        self.members[column] = weight
        self.weights.add(weight)


def finish_set(draft: SosDraft) -> Sos:
    """Sort the members by weight.

    Raises
    ------
    FaultError
        If the set has no member.
    """
    if not draft.members:
        raise FaultError(draft.line(), f"SOS: set {quoted(draft.name)} has no members")
    columns = tuple(sorted(draft.members, key=draft.members.__getitem__))
    return Sos(draft.kind, columns, tuple(draft.members[j] for j in columns), draft.name)


def check_indicators(
    found: Sequence[tuple[Indicator, Line]],
    names: Sequence[str],
    lower: Vector,
    upper: Vector,
    integer: NDArray[np.bool_],
) -> tuple[Indicator, ...]:
    """Require the columns of indicators to be binary.

    Raises
    ------
    FaultError
        If one is not.
    """
    for indicator, line in found:
        j = indicator.column
        if not integer[j] or lower.values[j] < 0 or upper.values[j] > 1:
            raise FaultError(line(), f"indicator column {quoted(names[j])} is not binary")
    return tuple(indicator for indicator, _ in found)

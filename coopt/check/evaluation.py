"""What a check of a candidate says."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Verified = Literal["exact", "tolerance"] | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Float check of a candidate, safe against its own rounding.

    ``objective`` is the minimised objective; ``violation`` bounds from above the largest scaled
    violation (0 if certainly none); ``feasible`` is ``violation <= tolerance``.
    """

    objective: float
    violation: float
    feasible: bool


@dataclass(frozen=True, slots=True)
class Certificate:
    """Exact check of a candidate in rational arithmetic.

    ``objective`` is in the sense of the source. ``max_violation`` is the largest absolute
    violation, ``worst`` names where it is (empty if none). ``verified`` is ``exact`` if nothing
    is violated at all, ``tolerance`` if all violations are within the tolerance, else None.
    """

    objective: Fraction
    max_violation: float
    worst: str
    verified: Verified

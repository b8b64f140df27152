"""A violation found by an exact check, and the certificate that the worst of them gives."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING

from coopt.check.evaluation import Certificate
from coopt.check.fixed_point import decimal_fraction
from coopt.check.point import nearest_double

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Violation:
    """One violated condition.

    ``kind`` is the sort of condition, ``name`` whose it is, ``amount`` the absolute violation,
    ``scale`` what the tolerance is multiplied by, and ``text`` a sentence that ends before the
    amount.
    """

    kind: str
    name: str
    amount: Fraction | float
    scale: Fraction
    text: str


def side_scale(side: Fraction | float) -> Fraction:
    """Return ``max(1, |side|)``, what the tolerance is multiplied by; 1 for an infinite side."""
    return max(Fraction(1), abs(Fraction(side))) if isfinite(side) else Fraction(1)


def certificate(
    objective: Fraction, violations: Sequence[Violation], tolerance: float
) -> Certificate:
    """Sum up an exact check.

    Parameters
    ----------
    objective : Fraction
        The objective, in the sense of the source.
    violations : sequence of Violation
        Everything that is violated, by however little.
    tolerance : float
        Allowed violation before scaling.
    """
    if not violations:
        return Certificate(objective, 0.0, "", "exact")
    allowed = decimal_fraction(tolerance)
    within = all(each.amount <= allowed * each.scale for each in violations)
    worst = max(violations, key=lambda each: each.amount)
    size = nearest_double(worst.amount)
    text = f"{worst.text} by {size:.3g}"
    return Certificate(objective, size, text, "tolerance" if within else None)

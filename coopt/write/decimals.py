"""Write numbers as decimals that read back as exactly the same value."""

from __future__ import annotations

from fractions import Fraction

from coopt.errors import InstanceError
from coopt.problem.milp import Milp


def exact_value(problem: Milp, what: str, position: int) -> Fraction:
    """Return the exact value of a finite number of a problem.

    Parameters
    ----------
    what : str
        Key of ``Milp.exact``.
    position : int
        Position in the flat array.
    """
    known = problem.exact.get(what, {}).get(position)
    return Fraction(repr(_double(problem, what, position))) if known is None else known


def _double(problem: Milp, what: str, position: int) -> float:
    if what == "offset":
        return problem.offset
    return float((problem.a.data if what == "a" else getattr(problem, what))[position])


def short(value: float) -> str:
    """Return the shortest decimal of a double."""
    return repr(float(value)).removesuffix(".0")


def decimal_text(value: Fraction) -> str:
    """Return the decimal of a fraction: the shortest of its double, or all its digits.

    Raises
    ------
    InstanceError
        If the fraction has no finite decimal.
    """
    shortest = repr(float(value))
    if Fraction(shortest) == value:
        return shortest.removesuffix(".0")
    rest, places = value.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    while rest % 5 == 0:
        rest, places = rest // 5, places + 1
    while rest % 2 == 0:
        rest, places = rest // 2, places + 1
    if rest != 1:
        raise InstanceError(f"{value} has no finite decimal: this file format cannot hold it")
    digits = abs(value.numerator) * 10**places // value.denominator
    sign = "-" if value < 0 else ""
    text = str(digits).rjust(places + 1, "0")
    return f"{sign}{text[: len(text) - places]}.{text[len(text) - places :]}".rstrip("0").rstrip(
        "."
    )


def exact_text(problem: Milp, what: str, position: int, sign: int = 1) -> str:
    """Return the decimal of a finite number of a problem, times ``sign``."""
    known = problem.exact.get(what)
    if known and position in known:
        return decimal_text(sign * known[position])
    return repr(sign * _double(problem, what, position) + 0.0).removesuffix(".0")

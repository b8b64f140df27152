"""Measures of a run's quality: primal gap, primal integral, shifted geometric mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopt.errors import OptionError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def primal_gap(value: float | None, reference: float) -> float:
    """Measure the distance of an objective value from the best known one [1]_.

    Parameters
    ----------
    value : float or None
        Objective of the incumbent; None or not finite without one.
    reference : float
        Best known objective, finite.

    Returns
    -------
    float
        In [0, 1]: 0 if both are equal, 1 if their signs differ or there is no value, else
        ``|value - reference| / max(|value|, |reference|)``.

    References
    ----------
    .. [1] Berthold (2013). Measuring the impact of primal heuristics.
           *Operations Research Letters* 41(6): 611-614.
    """
    if value is None or not np.isfinite(value):
        return 1.0
    if value == reference:
        return 0.0
    low, high = sorted((abs(value), abs(reference)))
    return 1.0 if value * reference < 0.0 or low == 0.0 else min(1.0, 1.0 - low / high)


def primal_integral(times: ArrayLike, gaps: ArrayLike, horizon: float) -> float:
    """Integrate the primal gap over ``[0, horizon]`` [1]_.

    Parameters
    ----------
    times : array_like, shape (k,)
        Seconds at which the incumbent improved, increasing, in [0, horizon].
    gaps : array_like, shape (k,)
        Primal gap from each of those times on, in [0, 1]. It is 1 before.
    horizon : float
        End of the run, in seconds.

    Returns
    -------
    float
        Seconds, in [0, horizon]. Lower is better.

    Raises
    ------
    OptionError
        If shapes differ, times decrease or leave [0, horizon], or gaps leave [0, 1].

    References
    ----------
    .. [1] Berthold (2013). Measuring the impact of primal heuristics.
           *Operations Research Letters* 41(6): 611-614.
    """
    t, g = np.asarray(times, dtype=float), np.asarray(gaps, dtype=float)
    if t.ndim != 1 or t.shape != g.shape:
        raise OptionError(f"times of shape {t.shape} and gaps of shape {g.shape} do not match")
    ends = np.concatenate(([0.0], t, [horizon]))
    if not np.all(np.diff(ends) >= 0.0):
        raise OptionError(f"times must increase within [0, {horizon:g}] s")
    if not np.all((g >= 0.0) & (g <= 1.0)):
        raise OptionError("a primal gap is a number in [0, 1]")
    return float(np.diff(ends) @ np.concatenate(([1.0], g)))


def shifted_geometric_mean(values: ArrayLike, shift: float) -> float:
    """Average values so that neither large nor tiny ones dominate [2]_.

    Parameters
    ----------
    values : array_like, shape (k,)
        Numbers above ``-shift``, at least one.
    shift : float
        Shift in the unit of the values: 1 s, 10 s and 100 nodes are usual.

    Returns
    -------
    float
        ``(prod(values + shift))^(1/k) - shift``.

    Raises
    ------
    OptionError
        If there is no value, or one is at or below ``-shift``.

    References
    ----------
    .. [2] Achterberg (2007). *Constraint Integer Programming*, appendix A. TU Berlin.
    """
    shifted = np.asarray(values, dtype=float).ravel() + shift
    if shifted.size == 0 or not np.all(shifted > 0.0):
        raise OptionError(f"a mean with shift {shift:g} needs a value, and all above {-shift:g}")
    return float(np.exp(np.mean(np.log(shifted))) - shift)

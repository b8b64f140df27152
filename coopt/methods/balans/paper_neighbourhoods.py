"""The destroy operators as published, for comparison: continuous variables are fixed too.

References: Cai, Kadioglu & Dilkina (2025), section 3. ``share`` is delta. Draws are with
replacement in RINS and RENS, as there.
"""

from __future__ import annotations

import numpy as np

from coopt.methods.balans.neighbourhoods import Operator, proximity
from coopt.methods.balans.restriction import ExtraRow, Restriction
from coopt.methods.balans.view import View
from coopt.problem.csr import Floats, Ints


def fix_all_but(view: View, x: Floats, chosen: Ints) -> Restriction | None:
    """Fix every variable at ``x``, continuous ones too, but the chosen."""
    if chosen.size == 0:
        return None
    lower, upper = x.copy(), x.copy()
    lower[chosen], upper[chosen] = view.lower[chosen], view.upper[chosen]
    return Restriction(lower, upper)


def mutation(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Free ``floor(share |D|)`` discrete variables."""
    d = view.discrete
    return fix_all_but(view, x, rng.choice(d, int(share * d.size), replace=False))


def rins(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Free draws from where relaxation and solution differ."""
    x_lp = view.relaxed()
    if x_lp is None:
        return None
    differs = view.discrete[x_lp[view.discrete] != x[view.discrete]]
    return fix_all_but(view, x, _draws(differs, share, rng))


def rens(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Bound draws from the fractional variables by their roundings; fix all else at ``x``."""
    x_lp = view.relaxed()
    if x_lp is None:
        return None
    value = x_lp[view.discrete]
    fractional = view.discrete[value != np.rint(value)]
    chosen = _draws(fractional, share, rng)
    if chosen.size == 0:
        return None
    lower, upper = x.copy(), x.copy()
    lower[chosen], upper[chosen] = np.floor(x_lp[chosen]), np.ceil(x_lp[chosen])
    return Restriction(lower, upper)


def crossover(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Free where a second, unrelated solution differs.

    The published system solves for a fresh random solution; here the pool holds those.
    """
    others = [y for _, y in view.pool if not np.array_equal(y[view.discrete], x[view.discrete])]
    if not others:
        return None
    y = others[int(rng.integers(len(others)))]
    return fix_all_but(view, x, view.discrete[y[view.discrete] != x[view.discrete]])


def local_branching(
    view: View, x: Floats, share: float, rng: np.random.Generator
) -> Restriction | None:
    """Allow a random number of flips between 5 % and ``share`` of the binaries."""
    b = view.binary
    low, high = int(0.05 * b.size), int(share * b.size)
    radius = int(rng.integers(low, max(low, high) + 1))
    if radius == 0:
        return None
    up = x[b] > 0.5
    row = ExtraRow(b, np.where(up, -1.0, 1.0), radius - float(up.sum()))
    return Restriction(view.lower, view.upper, row=row)


def _draws(among: Ints, share: float, rng: np.random.Generator) -> Ints:
    count = int(share * among.size)
    return np.unique(rng.choice(among, count)) if count else among[:0]


PAPER_OPERATORS: dict[str, Operator] = {
    "mutation": mutation,
    "crossover": crossover,
    "rins": rins,
    "rens": rens,
    "local_branching": local_branching,
    "proximity": proximity,
}

"""Destroy operators, each parameterised by the share of the integers that it frees.

``operator(view, x, share, rng)`` returns a restriction around the solution ``x``, or None where
there is nothing to free. Continuous variables stay free.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from coopt.methods.balans.restriction import ExtraRow, Restriction
from coopt.methods.balans.view import View
from coopt.problem.csr import Floats, Ints

Operator = Callable[[View, Floats, float, np.random.Generator], Restriction | None]


def free(view: View, x: Floats, chosen: Ints) -> Restriction | None:
    """Fix every discrete variable at ``x`` but the chosen ones."""
    if chosen.size == 0:
        return None
    lower, upper = view.lower.copy(), view.upper.copy()
    fixed = np.setdiff1d(view.discrete, chosen, assume_unique=True)
    lower[fixed] = upper[fixed] = x[fixed]
    return Restriction(lower, upper)


def _count(view: View, share: float) -> int:
    return max(1, min(view.discrete.size, int(share * view.discrete.size)))


def mutation(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Free discrete variables drawn at random."""
    return free(view, x, rng.choice(view.discrete, _count(view, share), replace=False))


def crossover(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Free what differs from another solution of the pool, filled up at random."""
    others = [y for _, y in view.pool if not np.array_equal(y[view.discrete], x[view.discrete])]
    if not others:
        return None
    y = others[int(rng.integers(len(others)))]
    differs = view.discrete[y[view.discrete] != x[view.discrete]]
    return free(view, x, _fill(view, differs, _count(view, share), rng))


def rins(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Free where relaxation and solution differ most (Danna, Rothberg & Le Pape 2005)."""
    x_lp = view.relaxed()
    if x_lp is None:
        return None
    distance = np.abs(x_lp - x)[view.discrete]
    # Ties are broken at random, so that the same solution gives other neighbourhoods.
    order = np.lexsort((rng.random(distance.size), -np.round(distance, 6)))
    return free(view, x, view.discrete[order[: _count(view, share)]])


def rens(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Round the relaxation: free what is fractional there, to its two roundings (Berthold 2014)."""
    x_lp = view.relaxed()
    if x_lp is None:
        return None
    lower, upper = view.lower.copy(), view.upper.copy()
    d = view.discrete
    value = x_lp[d]
    low, high = np.floor(value + 1e-6), np.ceil(value - 1e-6)
    freed = rng.random(d.size) < share
    lower[d] = np.where(freed, np.maximum(lower[d], low), x[d])
    upper[d] = np.where(freed, np.minimum(upper[d], high), x[d])
    # The solution itself stays inside, so the neighbourhood is never empty.
    lower[d], upper[d] = np.minimum(lower[d], x[d]), np.maximum(upper[d], x[d])
    return Restriction(lower, upper)


def dins(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Bound general integers by their distance to the relaxation (Ghosh 2007)."""
    x_lp = view.relaxed()
    if x_lp is None:
        return None
    lower, upper = view.lower.copy(), view.upper.copy()
    g = view.general
    distance = np.abs(x_lp - x)[g]
    reach = np.where(distance >= 0.5, distance, 0.0)
    lower[g] = np.maximum(lower[g], np.minimum(x[g], np.ceil(x_lp[g] - reach)))
    upper[g] = np.minimum(upper[g], np.maximum(x[g], np.floor(x_lp[g] + reach)))
    kept = view.binary[rng.random(view.binary.size) >= share]
    agree = kept[np.abs(x_lp - x)[kept] < 0.5]
    lower[agree] = upper[agree] = x[agree]
    return Restriction(lower, upper)


def local_branching(
    view: View, x: Floats, share: float, rng: np.random.Generator
) -> Restriction | None:
    """Allow at most ``share`` of the binaries to flip, by a row (Fischetti & Lodi 2003)."""
    b = view.binary
    if b.size == 0:
        return None
    radius = max(2, int(share * b.size))
    return Restriction(view.lower, view.upper, row=_hamming(b, x, radius))


def proximity(view: View, x: Floats, share: float, rng: np.random.Generator) -> Restriction | None:
    """Look for the nearest solution that is better (Fischetti & Monaci 2014).

    The cutoff row is added by the search; ``share`` is not used.
    """
    b = view.binary
    if b.size == 0:
        return None
    costs = np.zeros(x.size)
    costs[b] = np.where(x[b] > 0.5, -1.0, 1.0)
    return Restriction(view.lower, view.upper, costs=costs)


def random_objective(
    view: View, x: Floats, share: float, rng: np.random.Generator
) -> Restriction | None:
    """Any better point in a random direction, within a random neighbourhood."""
    around = mutation(view, x, share, rng)
    if around is None:
        return None
    return Restriction(around.lower, around.upper, costs=rng.uniform(-1.0, 1.0, x.size))


def constraint_graph(
    view: View, x: Floats, share: float, rng: np.random.Generator
) -> Restriction | None:
    """Free a ball of the graph in which variables that share a row are neighbours."""
    goal, a = _count(view, share), view.problem.a
    loose = np.zeros(x.size, dtype=bool)
    loose[view.discrete] = True
    seen = np.zeros(x.size, dtype=bool)
    seen_row = np.zeros(a.shape[0], dtype=bool)
    queue = [int(rng.choice(view.discrete))]
    seen[queue[0]] = True
    found, head = int(loose[queue[0]]), 0
    while head < len(queue) and found < goal:
        j = queue[head]
        head += 1
        rows = view.columns.indices[view.columns.indptr[j] : view.columns.indptr[j + 1]]
        for i in rng.permutation(rows[~seen_row[rows]]).tolist():
            seen_row[i] = True
            members = a.indices[a.indptr[i] : a.indptr[i + 1]]
            new = rng.permutation(members[~seen[members]])
            new = new[: max(1, goal - found)]
            seen[new] = True
            queue.extend(new.tolist())
            found += int(loose[new].sum())
            if found >= goal:
                break
    chosen = np.flatnonzero(seen & loose)
    return free(view, x, _fill(view, chosen, goal, rng))


def constraint_block(
    view: View, x: Floats, share: float, rng: np.random.Generator
) -> Restriction | None:
    """Free the variables of consecutive rows: models are written block by block."""
    goal, a = _count(view, share), view.problem.a
    if a.shape[0] == 0:
        return None
    start = int(rng.integers(a.shape[0]))
    entries = np.roll(a.indices, -int(a.indptr[start]))
    loose = np.zeros(x.size, dtype=bool)
    loose[view.discrete] = True
    entries = entries[loose[entries]]
    _, first = np.unique(entries, return_index=True)
    chosen = entries[np.sort(first)[:goal]]
    return free(view, x, _fill(view, chosen.astype(np.int64), goal, rng))


def objective_terms(
    view: View, x: Floats, share: float, rng: np.random.Generator
) -> Restriction | None:
    """Free variables whose term could fall most, by a weighted draw, and others at random."""
    d, c = view.discrete, view.problem.c
    ideal = np.where(c[d] > 0.0, view.lower[d], view.upper[d])
    potential = np.where(c[d] != 0.0, np.abs(c[d]) * np.abs(x[d] - ideal), 0.0)
    potential = np.where(np.isfinite(potential), potential, 0.0)
    if not potential.any():
        return None
    # Exponential keys draw without replacement in proportion to the weights.
    with np.errstate(divide="ignore"):
        keys = rng.exponential(size=d.size) / potential
    goal = _count(view, share)
    chosen = d[np.argsort(keys, kind="stable")[: max(1, goal // 2)]]
    return free(view, x, _fill(view, chosen, goal, rng))


def _fill(view: View, chosen: Ints, goal: int, rng: np.random.Generator) -> Ints:
    """Cut or fill a set of discrete variables to its goal, at random."""
    if chosen.size >= goal:
        return rng.choice(chosen, goal, replace=False)
    rest = np.setdiff1d(view.discrete, chosen)
    more = rng.choice(rest, min(rest.size, goal - chosen.size), replace=False)
    return np.concatenate([chosen, more])


def _hamming(b: Ints, x: Floats, radius: int) -> ExtraRow:
    """``sum of flips <= radius`` as a row over the binaries."""
    up: NDArray[np.bool_] = x[b] > 0.5
    return ExtraRow(b, np.where(up, -1.0, 1.0), radius - float(up.sum()))


OPERATORS: dict[str, Operator] = {
    "mutation": mutation,
    "crossover": crossover,
    "rins": rins,
    "rens": rens,
    "dins": dins,
    "local_branching": local_branching,
    "proximity": proximity,
    "random_objective": random_objective,
    "constraint_graph": constraint_graph,
    "constraint_block": constraint_block,
    "objective_terms": objective_terms,
}

"""A node regressed on all allowed predecessors: plainly, or by coordinate descent with a penalty.

References
----------
.. [1] Breheny, Huang (2011). Coordinate descent algorithms for nonconvex penalized regression.
       *Annals of Applied Statistics* 5(1): 232-253.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.grow_shrink import Families

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SWEEPS = 2_000
SETTLED = 1e-7
JUMP_EVERY = 4


@njit(cache=True)
def full_cost(known: Families, node: int, inside: Bools, shift: float) -> float:
    """Return half the residual variance, less a shift, given all allowed inside; O(k^3 / 3)."""
    gram, rows, path = known.gram, known.rows, known.path
    size = 0
    for i in range(path.size):
        if inside[i] and known.allowed[i, node]:
            path[size] = i
            size += 1
    left = gram[node, node]
    for t in range(size):
        a, row = path[t], rows[t]
        for s in range(t):
            value = gram[a, path[s]]
            for r in range(s):
                value -= row[r] * rows[s, r]
            row[s] = value / rows[s, s]
        pivot, last = gram[a, a], gram[a, node]
        for s in range(t):
            pivot -= row[s] * row[s]
            last -= row[s] * known.value[s]
        row[t] = np.sqrt(max(pivot, 1e-14 * gram[a, a]))
        known.value[t] = last / row[t]
        left -= known.value[t] * known.value[t]
    return 0.5 * (left - shift)


@njit(cache=True)
def penalised_cost(
    known: Families,
    node: int,
    inside: Bools,
    strength: float,
    gamma: float,
    sweeps: int = SWEEPS,
) -> float:
    """Return the node's penalised cost; leaves the weights in ``value``. O(k^2) for each sweep.

    ``gamma`` 0 is the L1 penalty, else that of the minimax concave penalty [1]_. Descent begins at
    zero, so the answer depends on the set alone, though mcp's need not be the global minimum.
    """
    gram, path, weights = known.gram, known.path, known.value
    slope = known.rows[0]
    size = 0
    weights[:] = 0.0
    for i in range(path.size):
        if inside[i] and known.allowed[i, node]:
            path[size] = i
            slope[i] = gram[i, node]
            size += 1
    scale = np.sqrt(gram[node, node])
    for sweep in range(sweeps):
        largest = 0.0
        for t in range(size):
            i = path[t]
            new = shrunk_weight(slope[i] + gram[i, i] * weights[i], gram[i, i], strength, gamma)
            change = new - weights[i]
            if change != 0.0:
                weights[i] = new
                for s in range(size):
                    slope[path[s]] -= change * gram[path[s], i]
                largest = max(largest, abs(change) * np.sqrt(gram[i, i]))
        if largest <= SETTLED * scale:
            break
        if sweep % JUMP_EVERY == JUMP_EVERY - 1:
            solve_active(known, node, size, strength, gamma)
    cost = 0.5 * gram[node, node]
    for t in range(size):
        i = path[t]
        cost -= 0.5 * weights[i] * (gram[i, node] + slope[i])
        cost += weight_penalty(abs(weights[i]), strength, gamma)
    return cost


@njit(cache=True)
def solve_active(known: Families, node: int, size: int, strength: float, gamma: float) -> None:
    """Jump to the stationary point of the nonzero weights, if it keeps their signs and pieces.

    Sweeps alone converge slowly on correlated columns. Changes ``value`` and the slopes in
    ``rows[0]``, and sorts ``path`` so that nonzero weights come first. O(a^3 + a size).
    """
    gram, path, inner, weights = known.gram, known.path, known.inner, known.value
    slope, goal = known.rows[0], known.rows[1]
    a = 0
    for t in range(size):
        if weights[path[t]] != 0.0:
            path[a], path[t] = path[t], path[a]
            a += 1
    for s in range(a):
        i = path[s]
        pulled = gamma == 0.0 or abs(weights[i]) < gamma
        goal[s] = gram[i, node] - (strength * np.sign(weights[i]) if pulled else 0.0)
        for t in range(s + 1):
            inner[s, t] = gram[i, path[t]]
        if gamma > 0.0 and pulled:
            inner[s, s] -= strength / gamma
        for t in range(s + 1):
            for r in range(t):
                inner[s, t] -= inner[s, r] * inner[t, r]
            if t < s:
                inner[s, t] /= inner[t, t]
        if inner[s, s] <= 1e-10 * gram[i, i]:
            return
        inner[s, s] = np.sqrt(inner[s, s])
        for r in range(s):
            goal[s] -= inner[s, r] * goal[r]
        goal[s] /= inner[s, s]
    for s in range(a - 1, -1, -1):
        for r in range(s + 1, a):
            goal[s] -= inner[r, s] * goal[r]
        goal[s] /= inner[s, s]
        old = weights[path[s]]
        same_piece = gamma == 0.0 or (abs(goal[s]) < gamma) == (abs(old) < gamma)
        if goal[s] * old <= 0.0 or not same_piece:
            return
    for s in range(a):
        weights[path[s]] = goal[s]
    for t in range(size):
        i = path[t]
        slope[i] = gram[i, node]
        for s in range(a):
            slope[i] -= gram[i, path[s]] * weights[path[s]]


@njit(cache=True)
def shrunk_weight(z: float, a: float, strength: float, gamma: float) -> float:
    """Return the w that minimises ``a w^2 / 2 - z w`` plus the penalty; O(1)."""
    size = abs(z)
    if gamma == 0.0:
        return np.sign(z) * max(size - strength, 0.0) / a
    if a > strength / gamma:
        inner = max(size - strength, 0.0) / (a - strength / gamma)
        return np.sign(z) * (inner if inner <= gamma else size / a)
    # Concave inside: only 0 and the unpenalised weight can be minima.
    outer = size / a
    if outer > gamma and 0.5 * a * outer * outer > 0.5 * strength * gamma:
        return np.sign(z) * outer
    return 0.0


@njit(cache=True)
def weight_penalty(size: float, strength: float, gamma: float) -> float:
    """Return the penalty of one weight; O(1)."""
    if gamma == 0.0:
        return strength * size
    inside = min(size, gamma)
    return strength * (inside - inside * inside / (2.0 * gamma))

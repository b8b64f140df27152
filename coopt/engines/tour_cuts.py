"""Subtours in fractional tours: sets of nodes that too little leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats

TOLERANCE = 1e-4
ONE = 1.0 - 1e-9
PRESENT = 1e-6


def violated_sets(weights: Floats) -> list[list[int]]:
    """Find sets S of nodes with ``weights(S, V - S) < 2`` [1]_, [2]_.

    If the graph of the weights is not connected, its components are the answer. Else edges of
    weight one are contracted, which keeps a violated set if there is one, and the cuts of the
    phases of Stoer and Wagner on what remains are looked at; the least cut is among them.

    Parameters
    ----------
    weights : ndarray of float64, shape (n, n)
        Symmetric, zero diagonal; each row sums to 2.

    Returns
    -------
    list of list of int
        Different sets of at most n / 2 nodes; none if every tour inequality holds.

    Notes
    -----
    O(k^3) for k nodes after contraction.

    References
    ----------
    .. [1] Padberg & Rinaldi (1990). An efficient algorithm for the minimum capacity cut problem.
           *Mathematical Programming* 47: 19-36.
    .. [2] Stoer & Wagner (1997). A simple min-cut algorithm. *Journal of the ACM* 44(4): 585-591.
    """
    n = weights.shape[0]
    parts = components(weights > PRESENT)
    if len(parts) == 1:
        parts = _light_sets(*_contract(weights))
    kept: dict[tuple[int, ...], None] = {}
    for part in parts:
        inside = np.zeros(n, dtype=bool)
        inside[part] = True
        # Of a set and its complement the smaller one; of two halves, the one with node 0.
        if 2 * len(part) > n or (2 * len(part) == n and not inside[0]):
            inside = ~inside
        kept[tuple(np.flatnonzero(inside).tolist())] = None
    return [list(part) for part in kept]


def components(linked: NDArray[np.bool_]) -> list[list[int]]:
    """Return the connected components of a symmetric adjacency matrix; O(n^2)."""
    unseen = np.ones(linked.shape[0], dtype=bool)
    parts = []
    while unseen.any():
        front = np.zeros_like(unseen)
        front[int(np.argmax(unseen))] = True
        part = front.copy()
        while front.any():
            front = linked[front].any(axis=0) & ~part
            part |= front
        unseen &= ~part
        parts.append(np.flatnonzero(part).tolist())
    return parts


def _contract(weights: Floats) -> tuple[Floats, list[list[int]]]:
    """Merge the ends of edges of weight one; return the rest and what its nodes hold."""
    w, groups = weights.copy(), [[i] for i in range(weights.shape[0])]
    while w.shape[0] > 2:
        i, j = divmod(int(w.argmax()), w.shape[0])
        if w[i, j] < ONE:
            break
        w = _merge(w, groups, i, j)
    return w, groups


def _merge(w: Floats, groups: list[list[int]], i: int, j: int) -> Floats:
    """Put node j into node i; ``groups`` is changed."""
    w[i] += w[j]
    w[:, i] += w[:, j]
    w[i, i] = 0.0
    groups[i] = groups[i] + groups[j]
    del groups[j]
    return np.delete(np.delete(w, j, axis=0), j, axis=1)


def _light_sets(w: Floats, groups: list[list[int]]) -> list[list[int]]:
    """Return the cuts of Stoer and Wagner's phases that weigh less than two."""
    light = []
    while len(groups) > 1:
        before, last, weight = _phase(w)
        if weight < 2.0 - TOLERANCE:
            light.append(list(groups[last]))
        w = _merge(w, groups, before, last)
    return light


def _phase(w: Floats) -> tuple[int, int, float]:
    """Order the nodes by maximal adjacency; return the last two and the weight of the last."""
    near = w[0].copy()
    near[0] = -np.inf
    before, last = 0, 0
    weight = 0.0
    for _ in range(w.shape[0] - 1):
        before, last = last, int(near.argmax())
        weight = float(near[last])
        near += w[last]
        near[last] = -np.inf
    return before, last, weight

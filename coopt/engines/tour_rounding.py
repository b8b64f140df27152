"""Tours from fractional ones: greedy by weight, then segments moved and turned."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats

LONGEST = 3


def round_to_tour(weights: Floats, costs: Floats, symmetric: bool) -> NDArray[np.int64]:
    """Make a tour of the heaviest arcs, cheaper ones first among equals, and improve it.

    Parameters
    ----------
    weights : ndarray of float64, shape (n, n)
        How much of each arc a fractional tour has; symmetric if the costs are.
    costs : ndarray of float64, shape (n, n)
        Length of each arc.
    symmetric : bool
        Whether ``costs`` are.

    Returns
    -------
    ndarray of int64, shape (n,)
        A tour that no move of at most three nodes, nor of two edges if symmetric, makes shorter.

    Notes
    -----
    O(n^2 log n) to construct and O(n^2) for each of the moves.
    """
    tour = _greedy(weights, costs, symmetric)
    moves = (_two_opt, _or_opt) if symmetric else (_or_opt,)
    better = True
    while better:
        better = False
        for move in moves:
            while (changed := move(tour, costs)) is not None:
                tour, better = changed, True
    return tour


def _greedy(weights: Floats, costs: Floats, symmetric: bool) -> NDArray[np.int64]:
    """Take arcs in order unless they close a circle or need a third end."""
    n = costs.shape[0]
    tails, heads = np.triu_indices(n, 1) if symmetric else np.nonzero(~np.eye(n, dtype=bool))
    order = np.lexsort((costs[tails, heads], -weights[tails, heads]))
    leaves, enters = np.zeros(n, dtype=int), np.zeros(n, dtype=int)
    ends = list(range(n))
    links: list[list[int]] = [[] for _ in range(n)]
    # ends[v] of a path's end v is its other end; a single node is both.
    for i, j in zip(tails[order].tolist(), heads[order].tolist(), strict=True):
        full = len(links[i]) > 1 or len(links[j]) > 1 if symmetric else leaves[i] or enters[j]
        if full or ends[i] == j:
            continue
        links[i].append(j)
        if symmetric:
            links[j].append(i)
        leaves[i], enters[j] = 1, 1
        first, last = ends[i], ends[j]
        ends[first], ends[last] = last, first
    return _walk(links, symmetric, enters)


def _walk(links: list[list[int]], symmetric: bool, enters: NDArray[np.int64]) -> NDArray[np.int64]:
    """Follow the path through all nodes from one of its ends."""
    single = (k for k, near in enumerate(links) if len(near) < 2)
    at = next(single) if symmetric else int(np.argmin(enters))
    tour, before = [at], -1
    while len(tour) < len(links):
        at, before = next(k for k in links[at] if k != before), at
        tour.append(at)
    return np.array(tour, dtype=np.int64)


def _two_opt(tour: NDArray[np.int64], costs: Floats) -> NDArray[np.int64] | None:
    """Return the tour after the best exchange of two edges, or None if none is shorter."""
    after = np.roll(tour, -1)
    along = costs[tour, after]
    change = costs[np.ix_(tour, tour)] + costs[np.ix_(after, after)]
    change -= along[:, None] + along[None, :]
    change[np.tril_indices(tour.size, 1)] = 0.0
    i, j = divmod(int(change.argmin()), tour.size)
    if change[i, j] >= -1e-9 * (1.0 + abs(along[i])):
        return None
    return np.concatenate((tour[: i + 1], tour[i + 1 : j + 1][::-1], tour[j + 1 :]))


def _or_opt(tour: NDArray[np.int64], costs: Floats) -> NDArray[np.int64] | None:
    """Return the tour after the best move of a few nodes elsewhere, or None."""
    n = tour.size
    best: tuple[float, int, int] | None = None
    for length in range(1, min(LONGEST, n - 2) + 1):
        first, last = tour, np.roll(tour, 1 - length)
        before, after = np.roll(tour, 1), np.roll(tour, -length)
        gain = costs[before, first] + costs[last, after] - costs[before, after]
        # change[s, k]: the segment that begins at s goes between the nodes at k and k + 1.
        nexts = np.roll(tour, -1)
        change = costs[np.ix_(tour, first)].T + costs[np.ix_(last, nexts)]
        change -= costs[tour, nexts][None, :] + gain[:, None]
        starts = np.arange(n)
        for shift in range(-1, length):
            change[starts, (starts + shift) % n] = 0.0
        s, k = divmod(int(change.argmin()), n)
        if change[s, k] < -1e-9 * (1.0 + abs(gain[s])) and (best is None or change[s, k] < best[0]):
            best = float(change[s, k]), s, length * n + k
    if best is None:
        return None
    _, s, code = best
    length, k = divmod(code, n)
    target = tour[k]
    turned = np.roll(tour, -s)
    segment, rest = turned[:length], turned[length:]
    at = int(np.flatnonzero(rest == target)[0]) + 1
    return np.concatenate((rest[:at], segment, rest[at:]))

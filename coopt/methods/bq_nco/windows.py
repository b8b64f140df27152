"""Parts of a tour within windows around random nodes, constructed anew by the policy [1]_, [2]_.

The nodes nearest a node are a window. Where the tour runs through a window for a while, that path
is an instance of the policy's problem, with its ends fixed; paths of many windows that share no
node are one batch.

References
----------
.. [1] Luo et al. (2023). Neural combinatorial optimization with heavy decoder. *NeurIPS*.
.. [2] Zheng et al. (2024). UDC: a unified neural divide-and-conquer framework for large-scale
       combinatorial optimization problems. *NeurIPS*.

Notes
-----
Departure from [1]_, which takes one random part of each tour: windows are chosen in the plane (or
by the matrix), so that a round tries many places, and those that lie together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from coopt.methods.bq_nco.decode import construct
from coopt.methods.bq_nco.decoding import Decoding
from coopt.methods.bq_nco.policy import Policy
from coopt.methods.bq_nco.state import Bools, Instances, Int64s, State
from coopt.problem.distances import Distances, between

SHORTEST, STEP = 8, 4
"""Least nodes of a path, and what lengths of paths are multiples of: each length is a batch."""
SMALLEST, LARGEST = 20, 150
"""Nodes of a window."""
PATHS_PER_CENTRE = 64


def runs_within(inside: Bools) -> list[tuple[int, int]]:
    """Return place and length of each longest stretch of a closed tour that lies inside; O(n)."""
    n = inside.size
    if inside.all() or not inside.any():
        return [(0, n)] if inside.all() else []
    starts = np.flatnonzero(inside & ~np.roll(inside, 1))
    after = np.flatnonzero(~inside & np.roll(inside, 1))
    lengths = (after[np.searchsorted(after, starts) % after.size] - starts) % n
    return list(zip(starts.tolist(), lengths.tolist(), strict=True))


def nearest(distances: Distances, node: int, count: int) -> Int64s:
    """Return the nodes nearest a node, itself among them; O(n)."""
    nodes = np.arange(distances.n)
    far = between(distances, node, nodes)
    if not distances.symmetric:
        far = far + between(distances, nodes, node)
    return np.argpartition(far, min(count, distances.n) - 1)[:count]


def paths_of(
    distances: Distances, order: Int64s, size: int, centres: int, rng: np.random.Generator
) -> dict[int, Int64s]:
    """Return places of paths within windows around random nodes, by length.

    No two paths share a node. Each array has shape (count, length) and holds places in ``order``.
    O(centres n).
    """
    n = order.size
    free, at = np.ones(n, dtype=bool), np.argsort(order)
    found: dict[int, list[Int64s]] = defaultdict(list)
    for centre in rng.choice(n, min(n, centres), replace=False):
        inside = np.zeros(n, dtype=bool)
        inside[at[nearest(distances, int(centre), size)]] = True
        for first, length in runs_within(inside & free):
            kept = length // STEP * STEP
            if kept >= SHORTEST:
                skip = int(rng.integers(0, length - kept + 1))
                places = (first + skip + np.arange(kept)) % n
                free[places] = False
                found[kept].append(places)
    return {length: np.array(paths) for length, paths in found.items()}


def shorter_paths(
    policy: Policy, distances: Sequence[Distances], paths: Int64s, stop: Callable[[], bool]
) -> Int64s | None:
    """Construct paths of equal length anew between their ends, and keep the shorter ones.

    Parameters
    ----------
    policy : Policy
        Of tours.
    distances : sequence of Distances
        Those of each path.
    paths : ndarray of int64, shape (count, m)
        Nodes, ends included.
    stop : callable
        Whether to end now.

    Returns
    -------
    ndarray of int64 or None
        The paths, none longer than before; None if it was stopped.
    """
    count, m = paths.shape
    nodes = np.tile(np.arange(m), (count, 1))
    begin = State(np.arange(count), nodes, np.zeros(count), np.zeros(count))
    instances = path_instances(policy.name, distances, paths)
    made = construct(policy.score, policy.task, instances, Decoding(), 0, None, stop, begin)
    if made is None:
        return None
    inner = np.take_along_axis(paths, made.nodes[:, 0, : m - 2], axis=1)
    anew = np.concatenate((paths[:, :1], inner, paths[:, -1:]), axis=1)
    better = _lengths(distances, anew) < _lengths(distances, paths)
    return np.where(better[:, None], anew, paths)


def path_instances(name: str, distances: Sequence[Distances], paths: Int64s) -> Instances:
    """Return what the policy sees of paths: the coordinates or the matrix of their nodes."""
    count, m = paths.shape
    zeros = np.zeros((count, m))
    pairs = list(zip(distances, paths, strict=True))
    if name == "atsp":
        parts = [between(d, path[:, None], path[None, :]) for d, path in pairs]
        return Instances(np.zeros(count), zeros, matrix=np.array(parts, dtype=float))
    points = [d.points[path] for d, path in pairs if d.points is not None]
    return Instances(np.zeros(count), zeros, points=np.array(points))


def _lengths(distances: Sequence[Distances], paths: Int64s) -> NDArray[np.float64]:
    pairs = zip(distances, paths, strict=True)
    return np.array([float(between(d, path[:-1], path[1:]).sum()) for d, path in pairs])


def reconstructed_tours(
    policy: Policy,
    distances: Sequence[Distances],
    orders: Sequence[Int64s],
    rng: np.random.Generator,
    stop: Callable[[], bool],
) -> list[Int64s]:
    """Construct parts of many tours anew, side by side; no tour gets longer.

    A round draws the size of all windows, then as many centres as windows fit into a tour.
    """
    tours = [order.copy() for order in orders]
    batches: dict[int, list[tuple[int, Int64s]]] = defaultdict(list)
    share = rng.random()
    for k, order in enumerate(tours):
        n = order.size
        most = min(LARGEST, max(SMALLEST, n // 2))
        size = round(SMALLEST * (most / SMALLEST) ** share)
        centres = max(1, min(PATHS_PER_CENTRE, 2 * n // size))
        for length, places in paths_of(distances[k], order, size, centres, rng).items():
            batches[length] += [(k, row) for row in places]
    for batch in batches.values():
        owners = [distances[k] for k, _ in batch]
        paths = np.array([tours[k][places] for k, places in batch])
        anew = shorter_paths(policy, owners, paths, stop)
        if anew is None:
            return tours
        for (k, places), path in zip(batch, anew, strict=True):
            tours[k][places] = path
    return tours

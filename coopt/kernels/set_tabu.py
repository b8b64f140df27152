"""Tabu search over adding, swapping and dropping vertices of an independent set [1]_.

References
----------
.. [1] Wu, Hao, Glover (2012). Multi-neighborhood tabu search for the maximum weight clique
       problem. *Annals of Operations Research* 196(1): 611-634.

Notes
-----
Departures: the paper's cliques are independent sets here; of swaps of equal gain the first from a
random place is taken; a vertex may also replace several lighter neighbours together; a restart
begins either from nothing or from the best set with a share of it replaced.
"""

from __future__ import annotations

from numba import njit

from coopt.kernels.vertex_partition import (
    AGE,
    BEST,
    CHOSEN,
    INSIDE,
    MARGIN,
    MATE,
    NOW,
    READY,
    SINGLE,
    Ints,
    Partition,
    force_in,
    keep_best,
    move_to,
    put_in,
    take_out,
)
from coopt.kernels.xorshift import State, below, uniform

# Places in ``counts``: steps made, and the step of the last improvement since the restart.
STEPS, LAST = range(2)
TENURE = 7


@njit(cache=True)
def best_ready(s: Partition, step: int, random: State) -> tuple[int, float]:
    """Return the ready vertex of most gain that is not tabu, or -1. O(ready)."""
    size, choice, gain = s.sizes[READY], -1, 0.0
    start = below(random, size) if size > 0 else 0
    for k in range(size):
        at = start + k
        v = s.lists[READY, at - size if at >= size else at]
        g = s.weight[v] - s.burden[v]
        if s.node[v, AGE] > step and s.value[NOW] + g <= s.value[BEST] + s.value[MARGIN]:
            continue
        if choice < 0 or g > gain:
            choice, gain = v, g
    return choice, gain


@njit(cache=True)
def best_swap(s: Partition, step: int, largest: float, random: State) -> tuple[int, float]:
    """Return the vertex outside of most gain by a swap that is not tabu, or -1. O(singles).

    ``largest`` is the most that a swap can gain: one that gains it ends the search.
    """
    size, choice, gain = s.sizes[SINGLE], -1, 0.0
    start = below(random, size) if size > 0 else 0
    for k in range(size):
        at = start + k
        v = s.lists[SINGLE, at - size if at >= size else at]
        if s.node[v, AGE] > step:
            continue
        g = s.weight[v] - s.burden[v]
        if choice < 0 or g > gain:
            choice, gain = v, g
            if gain >= largest:
                break
    return choice, gain


@njit(cache=True)
def lightest(s: Partition, random: State) -> int:
    """Return the vertex inside of least weight, the first from a random place. O(set)."""
    size = s.sizes[CHOSEN]
    start = below(random, size)
    choice = s.lists[CHOSEN, start]
    for k in range(size):
        at = start + k
        v = s.lists[CHOSEN, at - size if at >= size else at]
        if s.weight[v] < s.weight[choice]:
            choice = v
    return choice


@njit(cache=True)
def restart(s: Partition, random: State) -> None:
    """Empty the set, or go to the best one and force some vertices in. O(edges)."""
    n = s.weight.shape[0]
    if uniform(random) < 0.5:
        while s.sizes[CHOSEN] > 0:
            take_out(s, s.lists[CHOSEN, s.sizes[CHOSEN] - 1])
        put_in(s, below(random, n))
    else:
        move_to(s, s.best)
        for _ in range(1 + s.sizes[CHOSEN] // 4):
            v = below(random, n)
            if s.node[v, INSIDE] == 0:
                force_in(s, v)
    for v in range(n):
        s.node[v, AGE] = 0


@njit(cache=True)
def tabu_search(
    s: Partition, counts: Ints, random: State, steps: int, patience: int, largest: float
) -> bool:
    """Make ``steps`` steps; return whether the best set improved.

    Writes ``s``, ``counts`` and ``random``; ``s.node[:, AGE]`` is the step until which a vertex
    may not enter. After ``patience`` steps without an improvement of the set since the restart
    it restarts. A step is O(singles + degree).
    """
    improved, local = False, s.value[NOW]
    for _ in range(steps):
        step = counts[STEPS]
        counts[STEPS] += 1
        s.log[0] = 0
        if step - counts[LAST] > patience:
            restart(s, random)
            counts[LAST], local = step, s.value[NOW]
        v, gain = best_ready(s, step, random)
        if v >= 0 and gain < s.weight[v]:
            for k in range(s.indptr[v], s.indptr[v + 1]):
                u = s.indices[k]
                if s.node[u, INSIDE] == 1:
                    s.node[u, AGE] = step + TENURE
        if v >= 0:
            force_in(s, v)
        else:
            v, gain = best_swap(s, step, largest, random)
            if s.sizes[CHOSEN] == 0:
                continue
            least = lightest(s, random) if v < 0 or largest > 0.0 else -1
            if least >= 0 and (v < 0 or -s.weight[least] > gain):
                take_out(s, least)
                s.node[least, AGE] = step + TENURE
            else:
                u = s.node[v, MATE]
                s.node[u, AGE] = step + TENURE + below(random, s.sizes[SINGLE])
                take_out(s, u)
                put_in(s, v)
        if s.value[NOW] > local + s.value[MARGIN]:
            counts[LAST], local = step, s.value[NOW]
        if keep_best(s):
            improved = True
    return improved

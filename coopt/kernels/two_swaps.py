"""Iterated local search by (1,2)-swaps for independent sets in sparse graphs [1]_, [2]_.

References
----------
.. [1] Andrade, Resende, Werneck (2012). Fast local search for the maximum independent set
       problem. *Journal of Heuristics* 18(4): 525-547.
.. [2] Nogueira, Pinheiro, Subramanian (2018). A hybrid iterated local search heuristic for the
       maximum weight independent set problem. *Optimization Letters* 12: 567-583.

Notes
-----
Departures: one kernel for both problems, since a (1,2)-swap and the entry of a vertex heavier
than its neighbours in the set are the paper's moves if weights are one; differences of weight in
the acceptance are in units of the mean weight; only a pair enters by a (1,2)-swap, and others
that it leaves free enter after it.
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
    QUEUED,
    READY,
    TIGHT,
    Ints,
    Partition,
    keep_best,
    put_in,
    take_out,
    undo,
)
from coopt.kernels.xorshift import State, below, uniform

# Places in ``Work.counts``, an int64 array: kicks made, first and end of the queue's ring.
KICKS, HEAD, TAIL = range(3)
# Vertices of which the one that left longest ago is forced in.
OLDEST_OF = 4
# Queued vertices that a kick looks at while those of a given set are not done.
AT_ONCE = 500


@njit(cache=True)
def push(s: Partition, v: int, queue: Ints, counts: Ints) -> None:
    """Queue a vertex of the set for a look at its swaps, unless it is queued. O(1)."""
    if s.node[v, QUEUED] == 0:
        s.node[v, QUEUED] = 1
        queue[counts[TAIL] % queue.shape[0]] = v
        counts[TAIL] += 1


@njit(cache=True)
def leave(s: Partition, x: int, queue: Ints, counts: Ints) -> None:
    """Let a vertex leave, and queue those whose swaps that concerns. O(degree)."""
    take_out(s, x)
    s.node[x, AGE] = counts[KICKS]
    for k in range(s.indptr[x], s.indptr[x + 1]):
        u = s.indices[k]
        if s.node[u, TIGHT] == 1 and s.node[u, INSIDE] == 0:
            push(s, s.node[u, MATE], queue, counts)


@njit(cache=True)
def enter(s: Partition, v: int, queue: Ints, counts: Ints) -> None:
    """Force a vertex in. O(sum of the degrees of what leaves)."""
    for k in range(s.indptr[v], s.indptr[v + 1]):
        if s.node[v, TIGHT] == 0:
            break
        u = s.indices[k]
        if s.node[u, INSIDE] == 1:
            leave(s, u, queue, counts)
    put_in(s, v)
    push(s, v, queue, counts)


@njit(cache=True)
def two_swap(s: Partition, x: int, queue: Ints, counts: Ints, near: Ints) -> bool:
    """Replace ``x`` by two of its neighbours that weigh more; False if there are none.

    O(sum of the degrees of the neighbours of ``x`` with no other neighbour inside); their
    adjacency is found by merging sorted lists.
    """
    size = 0
    for k in range(s.indptr[x], s.indptr[x + 1]):
        u = s.indices[k]
        if s.node[u, TIGHT] == 1:
            near[size] = u
            size += 1
    least = s.weight[x] + s.value[MARGIN]
    for a in range(size - 1):
        v = near[a]
        k, end = s.indptr[v], s.indptr[v + 1]
        for b in range(a + 1, size):
            w = near[b]
            while k < end and s.indices[k] < w:
                k += 1
            if (k == end or s.indices[k] != w) and s.weight[v] + s.weight[w] > least:
                leave(s, x, queue, counts)
                enter(s, v, queue, counts)
                enter(s, w, queue, counts)
                return True
    return False


@njit(cache=True)
def queue_all(s: Partition, queue: Ints, counts: Ints) -> None:
    """Queue every vertex of the set: the next kicks look at them first. O(set)."""
    for k in range(s.sizes[CHOSEN]):
        push(s, s.lists[CHOSEN, k], queue, counts)


@njit(cache=True)
def descend(s: Partition, queue: Ints, counts: Ints, near: Ints, random: State, most: int) -> None:
    """Let ready vertices enter and swap until the queue is empty, for ``most`` looks at it."""
    for _ in range(most):
        while s.sizes[READY] > 0:
            enter(s, s.lists[READY, below(random, s.sizes[READY])], queue, counts)
        if counts[HEAD] == counts[TAIL]:
            return
        x = queue[counts[HEAD] % queue.shape[0]]
        counts[HEAD] += 1
        s.node[x, QUEUED] = 0
        if s.node[x, INSIDE] == 1:
            two_swap(s, x, queue, counts, near)


@njit(cache=True)
def outsider(s: Partition, random: State) -> int:
    """Return, of some vertices outside, the one that left longest ago; -1 if none is met."""
    choice, n = -1, s.weight.shape[0]
    for _ in range(OLDEST_OF):
        v = below(random, n)
        if s.node[v, INSIDE] == 0 and (choice < 0 or s.node[v, AGE] < s.node[choice, AGE]):
            choice = v
    return choice


@njit(cache=True)
def perturb(s: Partition, queue: Ints, counts: Ints, random: State) -> None:
    """Force one vertex in, or rarely more."""
    size = 1
    if below(random, 2 * max(1, s.sizes[CHOSEN])) == 0:
        size = 2
        while size < 32 and uniform(random) < 0.5:
            size += 1
    for _ in range(size):
        v = outsider(s, random)
        if v >= 0 and s.node[v, INSIDE] == 0:
            enter(s, v, queue, counts)


@njit(cache=True)
def swap_search(
    s: Partition, queue: Ints, counts: Ints, near: Ints, random: State, kicks: int
) -> bool:
    """Make ``kicks`` kicks, each with a descent; return whether the best set improved.

    Parameters
    ----------
    s : Partition
        Written; its ``AGE`` column is the kick at which a vertex left.
    queue, counts, near : ndarray of int64, shapes (n,), (3,), (n,)
        Vertices to look at, as a ring; counts; scratch for neighbours. Written.
    random : ndarray of uint64, shape (1,)
        Random state. Written.
    kicks : int
        Number of kicks.
    """
    improved = False
    for _ in range(kicks):
        counts[KICKS] += 1
        s.log[0] = 0
        before = s.value[NOW]
        given = counts[HEAD] < counts[TAIL] or s.sizes[READY] > 0
        if not given:
            perturb(s, queue, counts, random)
        descend(s, queue, counts, near, random, AT_ONCE if given else 2**62)
        if keep_best(s):
            improved = True
        worse = before - s.value[NOW]
        if worse > s.value[MARGIN]:
            unit = before / max(1, s.sizes[CHOSEN])
            behind = (s.value[BEST] - s.value[NOW]) / unit
            if uniform(random) * (1.0 + worse / unit * behind) >= 1.0:
                undo(s)
    return improved

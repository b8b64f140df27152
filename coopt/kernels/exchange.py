"""Sequential exchanges of up to five edges of a tour, without flips while searching [1]_.

From a city the search removes and adds edges in turn, as far as the gain stays positive, along
candidate neighbours only; it also passes through exchanges that would close into several cycles.
Whether an exchange closes into one tour is decided by walking over its segments.

References
----------
.. [1] Helsgaun (2000). An effective implementation of the Lin-Kernighan traveling salesman
       heuristic. *European Journal of Operational Research* 126(1): 106-130.

Notes
-----
Departures: tours are arrays; the first improving exchange is taken; breadths differ by level.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.metric import distance
from coopt.problem.csr import Floats

Nodes = NDArray[np.int32]
Longs = NDArray[np.int64]

DEPTH = 5
# Places in ``Tour.counts``.
HEAD, WAITING, KEEPS, ROWS, LOGGED, FULL, MOVES, MOVED, KICKS = range(9)
# Rows of ``Tour.plan``: cuts in the order of the tour, the removed edge's ends before and behind
# each, the segment that an end belongs to, and the segments in the order of the new tour.
CUT, BEFORE, BEHIND, SEGMENT, SEQUENCE = range(5)


class Tour(NamedTuple):
    """A tour, its candidate edges, the cities whose edges may improve, and a log for undoing.

    Parameters
    ----------
    order, at : ndarray of int32, shape (n,)
        Cities in the order of the tour; place of each city in it.
    near, far : ndarray of int32, shape (n, k)
        Candidate neighbours of each city, best first, and their distances.
    queue, queued : ndarray of int32 and int8, shape (n,)
        Ring of cities to search from, and whether a city is in it.
    log, rows : ndarray of int32, shape (at least n,), and of int64, shape (r, 2)
        Cities that were overwritten; where in the tour and how many, one row for each change.
    ends, gains, tried, plan : ndarray of int64
        Work space of the search.
    counts : ndarray of int64
        Sizes of queue and log, and counters; see the names above.
    """

    order: Nodes
    at: Nodes
    near: Nodes
    far: Nodes
    queue: Nodes
    queued: NDArray[np.int8]
    log: Nodes
    rows: Longs
    ends: Longs
    gains: Longs
    tried: Longs
    plan: Longs
    counts: Longs


def new_tour(order: Nodes, near: Nodes, far: Nodes, log_size: int = 0) -> Tour:
    """Return a tour through ``order`` with an empty queue; O(n + log_size)."""
    n = order.shape[0]
    at = np.empty(n, dtype=np.int32)
    at[order] = np.arange(n, dtype=np.int32)
    return Tour(
        order=np.array(order, dtype=np.int32),
        at=at,
        near=np.ascontiguousarray(near, dtype=np.int32),
        far=np.ascontiguousarray(far, dtype=np.int32),
        queue=np.zeros(n, dtype=np.int32),
        queued=np.zeros(n, dtype=np.int8),
        log=np.zeros(max(n, log_size), dtype=np.int32),
        rows=np.zeros((4096, 2), dtype=np.int64),
        ends=np.zeros(2 * DEPTH, dtype=np.int64),
        gains=np.zeros(DEPTH, dtype=np.int64),
        tried=np.zeros(DEPTH, dtype=np.int64),
        plan=np.zeros((5, 2 * DEPTH), dtype=np.int64),
        counts=np.zeros(9, dtype=np.int64),
    )


@njit(cache=True, nogil=True)
def push(queue: Nodes, queued: NDArray[np.int8], counts: Longs, city: int) -> None:
    """Append a city to the queue, unless it waits there. O(1)."""
    if queued[city] == 0:
        queued[city] = 1
        n = queue.shape[0]
        k = counts[HEAD] + counts[WAITING]
        queue[k - n if k >= n else k] = city
        counts[WAITING] += 1


@njit(cache=True, nogil=True)
def fill_queue(tour: Tour) -> None:
    """Let all cities wait, in the order of the tour. O(n)."""
    order, queue, queued, counts = tour.order, tour.queue, tour.queued, tour.counts
    for k in range(order.shape[0]):
        push(queue, queued, counts, order[k])


@njit(cache=True, nogil=True)
def save(order: Nodes, log: Nodes, rows: Longs, counts: Longs, start: int, length: int) -> int:
    """Log the cities of a window of the tour; return where they are in the log. O(length).

    Without ``counts[KEEPS]`` the next call overwrites them.
    """
    n = order.shape[0]
    base = counts[LOGGED]
    first = min(length, n - start)
    for k in range(first):
        log[base + k] = order[start + k]
    for k in range(first, length):
        log[base + k] = order[start + k - n]
    if counts[KEEPS] != 0:
        row = counts[ROWS]
        rows[row, 0] = start
        rows[row, 1] = length
        counts[ROWS] = row + 1
        counts[LOGGED] = base + length
    return base


@njit(cache=True, nogil=True)
def has_room(log: Nodes, rows: Longs, counts: Longs, length: int) -> bool:
    """Whether the log can take so many cities more. O(1)."""
    fits = counts[LOGGED] + length <= log.shape[0]
    return fits and counts[ROWS] < rows.shape[0]


@njit(cache=True, nogil=True)
def undo_on(order: Nodes, log: Nodes, rows: Longs, count: int, logged: int) -> None:
    """Write logged windows back into ``order``, the last first. O(logged)."""
    n = order.shape[0]
    base = logged
    for row in range(count - 1, -1, -1):
        start, length = rows[row, 0], rows[row, 1]
        base -= length
        first = min(length, n - start)
        for k in range(first):
            order[start + k] = log[base + k]
        for k in range(first, length):
            order[start + k - n] = log[base + k]


@njit(cache=True, nogil=True)
def undo(tour: Tour) -> None:
    """Undo all logged changes, and empty the log. O(logged)."""
    order, at, rows, counts = tour.order, tour.at, tour.rows, tour.counts
    n = order.shape[0]
    count, logged = counts[ROWS], counts[LOGGED]
    undo_on(order, tour.log, rows, count, logged)
    for row in range(count):
        start, length = rows[row, 0], rows[row, 1]
        for k in range(start, start + length):
            place = k - n if k >= n else k
            at[order[place]] = place
    counts[ROWS] = 0
    counts[LOGGED] = 0


@njit(cache=True, nogil=True)
def closes(at: Nodes, ends: Longs, plan: Longs, k: int) -> bool:
    """Whether an exchange of k edges gives one tour; writes ``plan``. O(k^2), small.

    ``ends[2i], ends[2i+1]`` is a removed edge, ``ends[2i+1], ends[2i+2]`` an added one, cyclic.
    """
    n = at.shape[0]
    for i in range(k):
        p, q = np.int64(at[ends[2 * i]]), np.int64(at[ends[2 * i + 1]])
        forward = q == p + 1 or (q == 0 and p == n - 1)
        cut = p if forward else q
        before = 2 * i if forward else 2 * i + 1
        j = i - 1
        while j >= 0 and plan[CUT, j] > cut:
            plan[CUT, j + 1] = plan[CUT, j]
            plan[BEFORE, j + 1] = plan[BEFORE, j]
            j -= 1
        plan[CUT, j + 1] = cut
        plan[BEFORE, j + 1] = before
    for i in range(k):
        behind = plan[BEFORE, i] ^ 1
        plan[BEHIND, i] = behind
        plan[SEGMENT, behind] = i
        plan[SEGMENT, plan[BEFORE, i]] = i - 1 if i > 0 else k - 1
    segment, backwards, count = 0, 0, 0
    while True:
        plan[SEQUENCE, count] = 2 * segment + backwards
        count += 1
        following = segment + 1 if segment + 1 < k else 0
        leave = plan[BEHIND, segment] if backwards else plan[BEFORE, following]
        enter = leave + 1 if leave & 1 else leave - 1
        if enter == 2 * k:
            enter = 0
        elif enter < 0:
            enter = 2 * k - 1
        segment = plan[SEGMENT, enter]
        backwards = 0 if plan[BEHIND, segment] == enter else 1
        if segment == 0:
            return count == k


@njit(cache=True, nogil=True)
def segment_length(plan: Longs, k: int, n: int, segment: int) -> int:
    """Return how many cities are between a cut and the next. O(1)."""
    if segment + 1 < k:
        return plan[CUT, segment + 1] - plan[CUT, segment]
    return plan[CUT, 0] + n - plan[CUT, k - 1]


@njit(cache=True, nogil=True)
def apply_plan(
    order: Nodes,
    at: Nodes,
    log: Nodes,
    rows: Longs,
    plan: Longs,
    counts: Longs,
    k: int,
    cap: int,
) -> bool:
    """Put the segments in the order of the plan; the longest stays where it is. O(n - longest).

    Return False, and change nothing, if more than ``cap`` cities would move or the log is full.
    """
    n = order.shape[0]
    longest, length = 0, -1
    for j in range(k):
        size = segment_length(plan, k, n, plan[SEQUENCE, j] >> 1)
        if size > length:
            longest, length = j, size
    moved = n - length
    if moved > cap:
        return False
    if not has_room(log, rows, counts, moved):
        counts[FULL] = 1
        return False
    turned = plan[SEQUENCE, longest] & 1
    kept = plan[SEQUENCE, longest] >> 1
    start = plan[CUT, kept + 1 if kept + 1 < k else 0] + 1
    if start >= n:
        start -= n
    base = save(order, log, rows, counts, start, moved)
    place = start
    for i in range(1, k):
        j = longest - i if turned else longest + i
        j = j + k if j < 0 else (j - k if j >= k else j)
        segment = plan[SEQUENCE, j] >> 1
        backwards = (plan[SEQUENCE, j] & 1) != turned
        offset = plan[CUT, segment] + 1 - start
        offset = offset + n if offset < 0 else (offset - n if offset >= n else offset)
        size = segment_length(plan, k, n, segment)
        source = base + offset + (size - 1 if backwards else 0)
        step = -1 if backwards else 1
        for _ in range(size):
            city = log[source]
            order[place] = city
            at[city] = place
            source += step
            place += 1
            if place == n:
                place = 0
    counts[MOVES] += 1
    counts[MOVED] += moved
    return True


@njit(cache=True, nogil=True)
def improve(
    kind: int,
    x: Floats,
    y: Floats,
    matrix: Nodes,
    order: Nodes,
    at: Nodes,
    near: Nodes,
    far: Nodes,
    queue: Nodes,
    queued: NDArray[np.int8],
    log: Nodes,
    rows: Longs,
    ends: Longs,
    gains: Longs,
    tried: Longs,
    plan: Longs,
    counts: Longs,
    breadth: Longs,
    cap: int,
    first: int,
) -> int:
    """Make the first improving exchange found from a city; return its gain, 0 if there is none.

    Its other ends are pushed on the queue. O(2^k * product of ``breadth``) tests of edges.
    """
    n, depth = order.shape[0], breadth.shape[0]
    place = np.int64(at[first])
    for side in range(2):
        ends[0] = first
        if side == 0:
            ends[1] = order[place + 1 if place + 1 < n else 0]
        else:
            ends[1] = order[place - 1 if place > 0 else n - 1]
        gains[0] = distance(kind, x, y, matrix, first, ends[1])
        tried[0] = 0
        level = 0
        while level >= 0:
            last = ends[2 * level + 1]
            trial = tried[level]
            candidate = trial >> 1
            if candidate >= breadth[level]:
                level -= 1
                continue
            tried[level] = trial + 1
            gain = gains[level] - far[last, candidate]
            if gain <= 0:
                tried[level] = 2 * candidate + 2
                continue
            third = np.int64(near[last, candidate])
            p = np.int64(at[third])
            after = np.int64(order[p + 1 if p + 1 < n else 0])
            ahead = np.int64(order[p - 1 if p > 0 else n - 1])
            if after == last or ahead == last:
                tried[level] = 2 * candidate + 2
                continue
            fourth = ahead if trial & 1 else after
            known = False
            for i in range(level + 1):
                a, b = ends[2 * i], ends[2 * i + 1]
                if (a == third and b == fourth) or (a == fourth and b == third):
                    known = True
            if known:
                continue
            ends[2 * level + 2] = third
            ends[2 * level + 3] = fourth
            gain += distance(kind, x, y, matrix, third, fourth)
            closed = gain - distance(kind, x, y, matrix, fourth, first)
            if (
                closed > 0
                and closes(at, ends, plan, level + 2)
                and apply_plan(order, at, log, rows, plan, counts, level + 2, cap)
            ):
                for i in range(1, 2 * level + 4):
                    push(queue, queued, counts, ends[i])
                return closed
            if level + 1 < depth:
                level += 1
                gains[level] = gain
                tried[level] = 0
    return 0


@njit(cache=True, nogil=True)
def drain(
    kind: int,
    x: Floats,
    y: Floats,
    matrix: Nodes,
    tour: Tour,
    breadth: Longs,
    cap: int,
    limit: int,
) -> int:
    """Improve from waiting cities, at most ``limit`` of them; return the gain.

    If the log is full the queue is emptied.
    """
    total = 0
    order, at, near, far = tour.order, tour.at, tour.near, tour.far
    queue, queued, log, rows = tour.queue, tour.queued, tour.log, tour.rows
    ends, gains, tried, plan, counts = tour.ends, tour.gains, tour.tried, tour.plan, tour.counts
    n = order.shape[0]
    counts[FULL] = 0
    while counts[WAITING] > 0 and limit > 0:
        head = counts[HEAD]
        city = queue[head]
        counts[HEAD] = head + 1 if head + 1 < n else 0
        counts[WAITING] -= 1
        queued[city] = 0
        limit -= 1
        while counts[FULL] == 0:
            gain = improve(
                kind, x, y, matrix, order, at, near, far, queue, queued, log, rows,
                ends, gains, tried, plan, counts, breadth, cap, city,
            )  # fmt: skip
            if gain == 0:
                break
            total += gain
    return total

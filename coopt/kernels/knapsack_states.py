"""States of the 0-1 knapsack problem over an expanding core [1]_.

A state is a choice within the core, as a difference from the break solution: its weight and its
value. States are sorted by weight, and heavier ones have more value: others are dominated.

References
----------
.. [1] Pisinger (1997). A minimal algorithm for the 0-1 knapsack problem. *Operations Research*
       45(5): 758-767.

Notes
-----
Departure: the paper keeps the last decisions of a state in one word and solves again for the
others; here a state names the last item that it moved in a tree of moves, which is pruned of what
no state needs any more.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Links = NDArray[np.int32]

# Places in ``best``: value of the best state, its node, used nodes of the tree, states lost
# because their numbers outgrew 64 bits.
VALUE, NODE, NODES, LOST = range(4)
# Relative rounding of a bound: five operations, each within 2**-53, and room.
SLACK = 2e-15
LARGEST = 2**61


@njit(cache=True)
def state_bound(weight: int, value: int, room: int, ratio_in: float, ratio_out: float) -> float:
    """Return what no completion of a state exceeds, rounding included. O(1).

    Room is filled at ``ratio_in``, value per weight of the best item to enter; excess leaves at
    ``ratio_out``, that of the worst item to leave, infinite if there is none.
    """
    rest = float(room - weight)
    if rest >= 0.0:
        change = rest * ratio_in
    elif ratio_out == math.inf:
        return -math.inf
    else:
        change = rest * ratio_out
    return value + change + (abs(float(value)) + abs(change)) * SLACK


@njit(cache=True)
def next_item(
    at: int,
    end: int,
    step: int,
    weight: Ints,
    value: Ints,
    room: int,
    ratio_in: float,
    ratio_out: float,
    least: int,
) -> int:
    """Return the next item from ``at`` whose move may lead to ``least`` or more; or ``end``.

    A move is a difference from the break solution: in if ``step`` is 1, out if it is -1.
    O(items passed).
    """
    while at != end:
        bound = state_bound(step * weight[at], step * value[at], room, ratio_in, ratio_out)
        if bound >= float(least):
            return at
        at += step
    return at


@njit(cache=True)
def add_item(
    weight: Ints,
    value: Ints,
    node: Links,
    size: int,
    new_weight: Ints,
    new_value: Ints,
    new_node: Links,
    parent: Links,
    moved: Links,
    item: int,
    item_weight: int,
    item_value: int,
    room: int,
    ratio_in: float,
    ratio_out: float,
    best: Ints,
) -> tuple[int, float]:
    """Merge the states with those that also move an item; drop the dominated and the hopeless.

    Parameters
    ----------
    weight, value, node : ndarray
        ``size`` states.
    new_weight, new_value, new_node : ndarray
        The states after it; room for twice as many. Written.
    parent, moved : ndarray of int32
        The tree of moves: node above, and item. Written from ``best[NODES]`` on.
    item, item_weight, item_value : int
        The item and the difference that its move makes.
    room, ratio_in, ratio_out
        As in `state_bound`, for the core with this item.
    best : ndarray of int64, shape (4,)
        Written.

    Returns
    -------
    size : int
        Number of states.
    bound : float
        The largest bound of a state; minus infinity without any.

    Notes
    -----
    O(states).
    """
    i, j, count, last, top = 0, 0, 0, np.int64(-(2**63)), -math.inf
    while i < size or j < size:
        w_moved = weight[j] + item_weight if j < size else np.int64(0)
        v_moved = value[j] + item_value if j < size else np.int64(0)
        # Of equal weights the one of more value comes first, and dominates.
        stays = i < size and (
            j >= size or weight[i] < w_moved or (weight[i] == w_moved and value[i] >= v_moved)
        )
        if stays:
            w, v, above = weight[i], value[i], node[i]
            i += 1
        else:
            w, v, above = w_moved, v_moved, node[j]
            j += 1
            if abs(w) > LARGEST or abs(v) > LARGEST:
                best[LOST] += 1
                continue
        if v <= last:
            continue
        last = v
        better = w <= room and v > best[VALUE]
        bound = state_bound(w, v, room, ratio_in, ratio_out)
        if not better and bound < float(best[VALUE] + 1):
            continue
        if not stays:
            at = best[NODES]
            parent[at] = above
            moved[at] = item
            best[NODES] += 1
            above = np.int32(at)
        if better:
            best[VALUE] = v
            best[NODE] = above
        if bound < float(best[VALUE] + 1):
            continue
        new_weight[count] = w
        new_value[count] = v
        new_node[count] = above
        count += 1
        top = max(top, bound)
    return count, top


@njit(cache=True)
def prune_tree(parent: Links, moved: Links, node: Links, size: int, best: Ints) -> None:
    """Drop the nodes that neither a state nor the best one needs; number the rest anew.

    O(nodes). Writes the tree, the states' nodes and ``best``.
    """
    used = np.zeros(best[NODES], dtype=np.int32)
    for k in range(-1, size):
        at = best[NODE] if k < 0 else np.int64(node[k])
        while at >= 0 and used[at] == 0:
            used[at] = 1
            at = np.int64(parent[at])
    count = 0
    for at in range(used.shape[0]):
        if used[at] == 1:
            above = parent[at]
            # Nodes above come before: their new numbers are known.
            parent[count] = used[above] - 2 if above >= 0 else -1
            moved[count] = moved[at]
            used[at] = count + 2
            count += 1
    for k in range(size):
        if node[k] >= 0:
            node[k] = used[node[k]] - 2
    if best[NODE] >= 0:
        best[NODE] = used[best[NODE]] - 2
    best[NODES] = count


@njit(cache=True)
def keep_states(
    weight: Ints,
    value: Ints,
    node: Links,
    size: int,
    room: int,
    ratio_in: float,
    ratio_out: float,
    least: float,
) -> tuple[int, float]:
    """Drop the states whose bound is below ``least``, in place. O(states).

    Returns how many stay, and the largest bound dropped.
    """
    count, lost = 0, -math.inf
    for i in range(size):
        bound = state_bound(weight[i], value[i], room, ratio_in, ratio_out)
        if bound < least:
            lost = max(lost, bound)
            continue
        weight[count], value[count], node[count] = weight[i], value[i], node[i]
        count += 1
    return count, lost


@njit(cache=True)
def bounds_of(
    weight: Ints,
    value: Ints,
    size: int,
    room: int,
    ratio_in: float,
    ratio_out: float,
    out: Floats,
) -> None:
    """Write the bounds of the states to ``out``. O(states)."""
    for i in range(size):
        out[i] = state_bound(weight[i], value[i], room, ratio_in, ratio_out)

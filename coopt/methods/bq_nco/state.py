"""What remains of many instances of equal size after some decisions: instances themselves.

This is the reduction of the method: a partial solution is replaced by the smaller instance that
it leaves, so that all partial solutions with the same remainder are one state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.distances import Distances, between

Int64s = NDArray[np.int64]
Bools = NDArray[np.bool_]
Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Instances:
    """A batch of instances of one problem and one size; a problem uses what it needs.

    Parameters
    ----------
    limit : ndarray of float64, shape (batch,)
        Capacity or budget.
    amount : ndarray of float64, shape (batch, n)
        Demand, prize or value of each node.
    weight : ndarray of float64, shape (batch, n), optional
        Weights of items.
    points : ndarray of float64, shape (batch, n, 2), optional
        Coordinates; lengths are Euclidean unless said otherwise.
    matrix : ndarray of float64, shape (batch, n, n), optional
        Lengths.
    distances : Distances, optional
        Lengths of a batch of one, by their own rule.
    """

    limit: Floats
    amount: Floats
    weight: Floats | None = None
    points: Floats | None = None
    matrix: Floats | None = None
    distances: Distances | None = None


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Rows of sub-problems.

    Parameters
    ----------
    owner : ndarray of int64, shape (rows,)
        The instance that each row is of.
    nodes : ndarray of int64, shape (rows, m)
        What is left. Where paths have ends, the first is the origin and the last the
        destination.
    room : ndarray of float64, shape (rows,)
        What is left of the limit.
    cost : ndarray of float64, shape (rows,)
        Cost of the decisions so far, minimised.
    """

    owner: Int64s
    nodes: Int64s
    room: Floats
    cost: Floats

    @property
    def rows(self) -> int:
        """Number of sub-problems."""
        return int(self.owner.size)


def start(instances: Instances, ends: bool) -> State:
    """Return the whole instances; with ends, node 0 is both origin and destination."""
    batch, n = instances.amount.shape
    nodes = np.arange(n)
    nodes = np.append(nodes, 0) if ends else nodes
    return State(
        np.arange(batch), np.tile(nodes, (batch, 1)), instances.limit.copy(), np.zeros(batch)
    )


def without(nodes: Int64s, column: Int64s, ends: bool, back: Bools) -> Int64s:
    """Return the nodes after a decision: with ends, the chosen one becomes the origin.

    Where ``back`` says so, it becomes the destination. O(rows m).
    """
    left = nodes[:, 1:].copy()
    rows = np.arange(nodes.shape[0])
    if ends:
        chosen = nodes[rows, column]
        left[rows, column - 1] = left[:, 0]
        left[:, 0] = np.where(back, nodes[:, 0], chosen)
        left[back, -1] = chosen[back]
    else:
        moved = column > 0
        left[rows[moved], column[moved] - 1] = nodes[moved, 0]
    return left


def selected(state: State, rows: Int64s) -> State:
    """Return some rows, possibly more than once."""
    return State(state.owner[rows], state.nodes[rows], state.room[rows], state.cost[rows])


def lengths(instances: Instances, owner: Int64s, a: Int64s, b: Int64s) -> Floats:
    """Return lengths from nodes ``a`` to ``b`` of the owners' instances, broadcast."""
    if instances.distances is not None:
        return np.asarray(between(instances.distances, a, b), dtype=float)
    if instances.matrix is not None:
        return np.asarray(instances.matrix[owner, a, b], dtype=float)
    assert instances.points is not None
    apart = instances.points[owner, a] - instances.points[owner, b]
    return np.asarray(np.sqrt((apart * apart).sum(axis=-1)))


def window(instances: Instances, state: State, inside: bool = False) -> tuple[Floats, Floats]:
    """Return what is left moved and scaled to the unit square, and the scale of each row.

    The aspect ratio is kept, so that lengths keep their proportions. With ``inside`` the
    destination is moved into the box of the others: one that is far away would make them all one
    point. O(rows m).
    """
    assert instances.points is not None
    points = instances.points[state.owner[:, None], state.nodes]
    if inside:
        others = points[:, :-1]
        points[:, -1] = np.clip(points[:, -1], others.min(axis=1), others.max(axis=1))
    low = points.min(axis=1)
    extent = (points.max(axis=1) - low).max(axis=1)
    scale = 1.0 / np.where(extent > 0.0, extent, 1.0)
    return (points - low[:, None]) * scale[:, None, None], scale


def apart(points: Floats) -> Singles:
    """Return how far points of each row are from one another, shape (rows, m, m); O(rows m^2)."""
    x = points.astype(np.float32)
    between_x = x[:, :, None, 0] - x[:, None, :, 0]
    between_y = x[:, :, None, 1] - x[:, None, :, 1]
    far: Singles = np.sqrt(between_x * between_x + between_y * between_y)
    return far


def mirrored(points: Floats, rng: np.random.Generator) -> Floats:
    """Return each instance's points in one of the eight symmetries of the square, at random."""
    batch = points.shape[0]
    sign = 1.0 - 2.0 * rng.integers(0, 2, (batch, 1, 2))
    swap = rng.integers(0, 2, (batch, 1, 1)).astype(bool)
    turned = points * sign
    return np.asarray(np.where(swap, turned[:, :, ::-1], turned))


def middle(flags: Bools) -> Bools:
    """Forbid origin and destination in a mask, in place; shape (rows, m, outputs)."""
    flags[:, 0] = flags[:, -1] = False
    return flags


def stacked(*parts: Any) -> Singles:
    """Join features, each of shape (rows, m) or (rows,), on a new last axis."""
    shape = np.broadcast_shapes(*(np.shape(part) for part in parts if np.ndim(part) == 2))
    out = np.empty((*shape, len(parts)), dtype=np.float32)
    for k, part in enumerate(parts):
        out[..., k] = part if np.ndim(part) == 2 else np.asarray(part)[:, None]
    return out

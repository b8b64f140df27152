"""The maximum independent set problem, weighted or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopt.errors import InstanceError
from coopt.problem.csr import Floats, Ints
from coopt.problem.orienteering import check_amounts


@dataclass(frozen=True, slots=True, eq=False)
class IndependentSet:
    """Choose nodes of the most weight, no two of them adjacent.

    A solution is 0 or 1 for each node, shape (n,).

    Parameters
    ----------
    indptr : ndarray of int64, shape (n + 1,)
        Node ``i`` is adjacent to ``indices[indptr[i]:indptr[i + 1]]``, in increasing order.
    indices : ndarray of int32, shape (2 * edges,)
        Each edge stands in both directions; no loops, no duplicates.
    weight : ndarray of float64, shape (n,)
        Not negative; ones if the problem is not weighted.
    name : str
        Name of the instance.

    Raises
    ------
    InstanceError
        If shapes disagree or a weight is negative.
    """

    indptr: Ints
    indices: NDArray[np.int32]
    weight: Floats
    name: str = ""
    maximise = True

    def __post_init__(self) -> None:
        if self.indptr.size != self.n + 1 or self.indptr[-1] != self.indices.size:
            raise InstanceError("the graph's row pointers do not fit its nodes and edges")
        check_amounts("weight", self.weight, self.n)

    @classmethod
    def from_edges(
        cls, n: int, edges: ArrayLike, weight: ArrayLike | None = None, name: str = ""
    ) -> IndependentSet:
        """Build from pairs of nodes, shape (k, 2); duplicates merge.

        Raises
        ------
        InstanceError
            If an edge is a loop or names a node outside ``0..n-1``.
        """
        pairs = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
        for wrong in (np.flatnonzero(((pairs < 0) | (pairs >= n)).any(axis=1)),
                      np.flatnonzero(pairs[:, 0] == pairs[:, 1])):  # fmt: skip
            if wrong.size:
                i, j = pairs[wrong[0]].tolist()
                raise InstanceError(f"edge ({i}, {j}): expected two different nodes below {n}")
        both = np.concatenate([pairs, pairs[:, ::-1]])
        keys = np.sort(both[:, 0] * n + both[:, 1])
        # np.unique hashes, which takes many times as long.
        keys = keys[np.diff(keys, prepend=-1) > 0]
        indptr = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(keys // max(n, 1), minlength=n), out=indptr[1:])
        weights = np.ones(n) if weight is None else np.asarray(weight, dtype=float)
        return cls(indptr, (keys % max(n, 1)).astype(np.int32), weights, name)

    @property
    def n(self) -> int:
        """Number of nodes."""
        return int(self.weight.size)

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return self.n

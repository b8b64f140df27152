"""The class of each row, after the constraint types that MIPLIB's statistics use."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import entry_rows
from coopt.problem.milp import Milp

Mask = NDArray[np.bool_]


def row_classes(problem: Milp) -> NDArray[np.str_]:
    """Name the class of each row [1]_; O(nonzeros).

    Parameters
    ----------
    problem : Milp
        The problem.

    Returns
    -------
    ndarray of str, shape (m,)
        The first class in the order of the table below that fits.

    References
    ----------
    .. [1] Gleixner et al. (2021). MIPLIB 2017: data-driven compilation of the 6th mixed-integer
           programming library. *Mathematical Programming Computation* 13: 443-490, table 1.

    Notes
    -----
    Complemented binaries are not recognised: a row counts as it is written, and as its negative.
    """
    facts = _RowFacts(problem)
    rules = {
        "empty": facts.size == 0,
        "free": ~facts.has_lower & ~facts.has_upper,
        "singleton": facts.size == 1,
        "aggregation": facts.equal & (facts.size == 2),
        "precedence": facts.opposite_pair & ~facts.ranged,
        "variable bound": facts.one_sided & (facts.size == 2) & facts.some_binary,
        "set partitioning": facts.equal & facts.binary_ones & (facts.right == 1),
        "set packing": facts.at_most & facts.binary_ones & (facts.right == 1),
        "set covering": facts.at_least & facts.binary_ones & (facts.left == 1),
        "cardinality": facts.equal & facts.binary_ones,
        "invariant knapsack": facts.one_sided & facts.binary_ones,
        "equation knapsack": facts.equal & facts.binary & facts.whole,
        "knapsack": facts.one_sided & facts.binary & facts.whole & facts.one_sign,
        "integer knapsack": facts.one_sided & facts.integer & facts.whole & facts.one_sign,
        "mixed binary": facts.continuous_or_binary,
    }
    return np.select(list(rules.values()), list(rules), default="general linear")


class _RowFacts:
    """Arrays of shape (m,) that the rules are written in; rows count up to their sign."""

    def __init__(self, problem: Milp) -> None:
        a, m = problem.a, problem.a.shape[0]
        rows, columns = entry_rows(a), a.indices
        binary = problem.integer & (problem.lower >= 0) & (problem.upper <= 1)

        def every(mask: Mask) -> Mask:
            return np.asarray(np.bincount(rows[~mask], minlength=m) == 0)

        self.size = np.diff(a.indptr)
        self.has_lower = np.isfinite(problem.row_lower)
        self.has_upper = np.isfinite(problem.row_upper)
        self.equal = problem.row_lower == problem.row_upper
        self.ranged = self.has_lower & self.has_upper & ~self.equal
        self.one_sided = self.has_lower ^ self.has_upper
        self.binary = every(binary[columns])
        self.integer = every(problem.integer[columns])
        self.continuous_or_binary = every((binary | ~problem.integer)[columns])
        self.some_binary = ~every(~binary[columns])
        self.whole = every(a.data == np.rint(a.data))
        positive, negative = every(a.data == 1), every(a.data == -1)
        self.binary_ones = self.binary & (positive | negative)
        self.one_sign = every(a.data > 0) | every(a.data < 0)
        self.opposite_pair = self._opposite_pair(problem, rows, positive, negative)
        # Of a row of minus ones, the sides change places and signs.
        self.left = np.where(negative, -problem.row_upper, problem.row_lower)
        self.right = np.where(negative, -problem.row_lower, problem.row_upper)
        self.at_least = self.one_sided & np.isfinite(self.left)
        self.at_most = self.one_sided & np.isfinite(self.right)

    def _opposite_pair(
        self, problem: Milp, rows: NDArray[np.int64], positive: Mask, negative: Mask
    ) -> Mask:
        """Say which rows are ``a x - a y`` over two variables of one kind."""
        m = problem.a.shape[0]
        total = np.bincount(rows, weights=problem.a.data, minlength=m)
        kinds = np.bincount(rows, weights=problem.integer[problem.a.indices], minlength=m)
        fits = (self.size == 2) & (total == 0) & (kinds != 1) & ~positive & ~negative
        return np.asarray(fits)

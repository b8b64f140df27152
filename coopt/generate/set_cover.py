"""Random set covering problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopt.errors import OptionError
from coopt.problem.csr import csr_from_triplets
from coopt.problem.milp import Milp

if TYPE_CHECKING:
    from coopt.problem.csr import Ints


def set_cover(
    rows: int, columns: int, density: float, rng: np.random.Generator, *, max_cost: int = 100
) -> Milp:
    """Draw a set covering problem: choose columns of least cost that cover every row [1]_.

    Parameters
    ----------
    rows, columns : int
        Numbers of things to cover and of sets to choose from; at least 1 and 2.
    density : float
        Share of nonzeros in the matrix, in (0, 1].
    rng : numpy.random.Generator
        Source of randomness.
    max_cost : int
        Costs are drawn from 1 to this.

    Returns
    -------
    Milp
        Each row is covered by two columns at least, and each column covers a row.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Balas, Ho (1980). Set covering algorithms using cutting planes, heuristics, and
           subgradient optimization. *Mathematical Programming Study* 12: 37-60. The sizes of
           Gasse et al. (2019), *NeurIPS*, are 500 to 2000 rows, 1000 columns, density 0.05.
    """
    if rows < 1 or columns < 2 or max_cost < 1:
        raise OptionError("a set cover needs at least 1 row, 2 columns and a largest cost of 1")
    if not 0.0 < density <= 1.0:
        raise OptionError(f"density is {density:g}, expected a share in (0, 1]")
    cells = _cells(rows, columns, round(density * rows * columns), rng)
    shape = (rows, columns)
    a, _ = csr_from_triplets(cells // columns, cells % columns, np.ones(cells.size), shape)
    return Milp.from_arrays(
        rng.integers(1, max_cost + 1, columns),
        a,
        row_lower=1.0,
        upper=1.0,
        integrality=1,
        name=f"set_cover_{rows}_{columns}",
        variable_names=[f"set{j}" for j in range(columns)],
        row_names=[f"cover{i}" for i in range(rows)],
    )


def _cells(rows: int, columns: int, count: int, rng: np.random.Generator) -> Ints:
    """Draw distinct cells of the matrix: two a row, one a column, the rest anywhere."""
    first = rng.integers(columns, size=rows)
    second = (first + rng.integers(1, columns, size=rows)) % columns
    i = np.arange(rows)
    each = rng.integers(rows, size=columns) * columns + np.arange(columns)
    cells = _distinct(np.concatenate((i * columns + first, i * columns + second, each)))
    if count > rows * columns // 2:
        others = np.setdiff1d(np.arange(rows * columns), cells, assume_unique=True)
        more = rng.permutation(others)[: max(0, count - cells.size)]
        return np.concatenate((cells, more))
    while cells.size < count:
        drawn = rng.integers(rows * columns, size=count - cells.size)
        cells = _distinct(np.concatenate((cells, drawn)))
    return cells


def _distinct(cells: Ints) -> Ints:
    """Sort, and drop duplicates; np.unique hashes integers, which is ten times slower here."""
    ordered = np.sort(cells)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]

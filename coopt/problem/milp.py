"""Mixed-integer linear problems: rows, a box, integrality, and the usual extensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopt.errors import InstanceError
from coopt.problem.csr import Csr, Floats, csr_from_triplets

Exact = Mapping[str, Mapping[int, Fraction]]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Row ``row`` binds only where the binary ``column`` has the value ``value`` (0 or 1)."""

    row: int
    column: int
    value: int


@dataclass(frozen=True, slots=True)
class Sos:
    """A special ordered set: at most ``kind`` neighbouring members (1 or 2) may be nonzero.

    ``columns`` are in the order of their ``weights``, which increase.
    """

    kind: int
    columns: tuple[int, ...]
    weights: tuple[float, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Milp:
    """Minimise ``c @ x + offset`` over ``row_lower <= a @ x <= row_upper`` and a box.

    Parameters
    ----------
    c : ndarray of float64, shape (n,)
        Cost per unit of each variable, for minimisation.
    a : Csr of shape (m, n)
        Constraint matrix; no duplicate entries.
    row_lower, row_upper : ndarray of float64, shape (m,)
        Sides of each row; infinite where there is none.
    lower, upper : ndarray of float64, shape (n,)
        Bounds of each variable; infinite where there is none. A bound of an integer
        variable may be fractional: it is kept as it was given.
    integer : ndarray of bool, shape (n,)
        Variables that take integer values only.
    semicontinuous : ndarray of bool, shape (n,)
        Variables that are either zero or within their bounds.
    offset : float
        Constant of the objective.
    maximise : bool
        Whether the source maximises; ``c`` and ``offset`` are then its negated objective.
    indicators : tuple of Indicator
        Rows of ``a`` that bind only under a condition.
    sos : tuple of Sos
        Special ordered sets.
    name : str
        Name of the model.
    variable_names, row_names : tuple of str
        Names, or empty for ``x0, x1, ...`` and ``r0, r1, ...``.
    exact : mapping of field name to mapping of position to Fraction
        Values whose decimal text in the source is not the shortest text of the stored double:
        keys are ``c a row_lower row_upper lower upper offset``, positions index the flat array
        (for ``a``, its entries; for ``offset``, 0). Every other value is exactly the decimal
        that ``repr`` prints.

    Raises
    ------
    InstanceError
        If shapes disagree or a value is not a number.
    """

    c: Floats
    a: Csr
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]
    semicontinuous: NDArray[np.bool_]
    offset: float = 0.0
    maximise: bool = False
    indicators: tuple[Indicator, ...] = ()
    sos: tuple[Sos, ...] = ()
    name: str = ""
    variable_names: tuple[str, ...] = ()
    row_names: tuple[str, ...] = ()
    exact: Exact = field(default_factory=dict)

    def __post_init__(self) -> None:
        m, n = self.a.shape
        expected = {"c": n, "lower": n, "upper": n, "integer": n, "semicontinuous": n}
        expected |= {"row_lower": m, "row_upper": m}
        for what, size in expected.items():
            shape = getattr(self, what).shape
            if shape != (size,):
                raise InstanceError(f"{what} has shape {shape}, expected ({size},)")
        for what in ("c", "row_lower", "row_upper", "lower", "upper"):
            _refuse(what, np.isnan(getattr(self, what)), "is not a number")
        _refuse("c", np.isinf(self.c), "is infinite")
        _refuse("a", ~np.isfinite(self.a.data), "is not a finite number")

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return int(self.c.size)

    @classmethod
    def from_arrays(
        cls,
        c: ArrayLike,
        a: object = None,
        row_lower: ArrayLike = -np.inf,
        row_upper: ArrayLike = np.inf,
        *,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = np.inf,
        integrality: ArrayLike = 0,
        maximise: bool = False,
        offset: float = 0.0,
        name: str = "",
        variable_names: Sequence[str] = (),
        row_names: Sequence[str] = (),
    ) -> Milp:
        """Build a problem from arrays, by the conventions of ``scipy.optimize.milp``.

        Parameters
        ----------
        c : array_like, shape (n,)
            Objective, in the sense given by ``maximise``.
        a : array_like or scipy.sparse array, shape (m, n), optional
            Constraint matrix; without it the problem has bounds only.
        row_lower, row_upper : array_like, scalar or shape (m,)
            Sides of the rows.
        lower, upper : array_like, scalar or shape (n,)
            Bounds of the variables, ``[0, inf]`` unless given.
        integrality : array_like, scalar or shape (n,)
            0 continuous, 1 integer, 2 semi-continuous, 3 semi-integer.
        maximise : bool
            Whether to maximise.
        offset : float
            Constant of the objective, in the same sense.
        name, variable_names, row_names
            Names for output.

        Raises
        ------
        InstanceError
            If shapes disagree, a value is not a number, or ``integrality`` has another code.
        """
        cost = np.atleast_1d(np.asarray(c, dtype=float))
        n = cost.size
        matrix = _matrix(a, n)
        kind = np.broadcast_to(np.asarray(integrality), (n,)).astype(np.int64)
        _refuse("integrality", (kind < 0) | (kind > 3), "is not 0, 1, 2 or 3")
        sign = -1.0 if maximise else 1.0
        return cls(
            c=sign * cost,
            a=matrix,
            row_lower=_full(row_lower, matrix.shape[0], "row_lower"),
            row_upper=_full(row_upper, matrix.shape[0], "row_upper"),
            lower=_full(lower, n, "lower"),
            upper=_full(upper, n, "upper"),
            integer=(kind == 1) | (kind == 3),
            semicontinuous=kind >= 2,
            offset=sign * offset,
            maximise=maximise,
            name=name,
            variable_names=tuple(variable_names),
            row_names=tuple(row_names),
        )


def variable_name(problem: Milp, j: int) -> str:
    """Return the name of variable ``j``."""
    return problem.variable_names[j] if problem.variable_names else f"x{j}"


def row_name(problem: Milp, i: int) -> str:
    """Return the name of row ``i``."""
    return problem.row_names[i] if problem.row_names else f"r{i}"


def variable_names(problem: Milp) -> tuple[str, ...]:
    """Return every variable's name."""
    return problem.variable_names or tuple(f"x{j}" for j in range(problem.a.shape[1]))


def row_names(problem: Milp) -> tuple[str, ...]:
    """Return every row's name."""
    return problem.row_names or tuple(f"r{i}" for i in range(problem.a.shape[0]))


def _refuse(what: str, bad: NDArray[np.bool_], why: str) -> None:
    where = np.flatnonzero(bad)
    if where.size:
        raise InstanceError(f"entry {int(where[0])} of {what} {why} ({where.size} such entries)")


def _full(values: ArrayLike, size: int, what: str) -> Floats:
    array = np.asarray(values, dtype=float)
    if array.shape not in ((), (1,), (size,)):
        raise InstanceError(f"{what} has shape {array.shape}, expected ({size},)")
    return np.broadcast_to(array, (size,)).astype(float)


def _matrix(a: object, n: int) -> Csr:
    """Take a dense matrix, a SciPy sparse one (by its ``tocoo``), a Csr, or nothing."""
    if isinstance(a, Csr):
        return a
    if a is None:
        return Csr(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0), (0, n))
    if hasattr(a, "tocoo"):
        coo = a.tocsr().tocoo() if hasattr(a, "tocsr") else a.tocoo()
        rows, columns, values = coo.row, coo.col, np.asarray(coo.data, dtype=float)
        shape = (int(coo.shape[0]), int(coo.shape[1]))
    else:
        full = np.atleast_2d(np.asarray(a, dtype=float))
        rows, columns = np.nonzero(full)
        values, shape = full[rows, columns], (full.shape[0], full.shape[1])
    if shape[1] != n:
        raise InstanceError(f"a has {shape[1]} columns, but c has {n} entries")
    return csr_from_triplets(rows, columns, values, shape)[0]

"""Random capacitated facility location problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopt.errors import OptionError
from coopt.problem.csr import Csr, csr_from_triplets
from coopt.problem.milp import Milp

if TYPE_CHECKING:
    from coopt.problem.csr import Floats


def facility_location(
    customers: int, facilities: int, rng: np.random.Generator, *, ratio: float = 5.0
) -> Milp:
    """Draw a capacitated facility location problem [1]_.

    Parameters
    ----------
    customers, facilities : int
        Numbers of customers and of places for facilities, at least 1 each.
    rng : numpy.random.Generator
        Source of randomness.
    ratio : float
        All capacity over all demand, at least 1.

    Returns
    -------
    Milp
        Binaries ``open{i}`` come first, then the shares ``serve{i}_{j}`` of customer j's demand
        that facility i serves. Transport costs are rounded to three decimals.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    Notes
    -----
    Demands are drawn from [5, 35], capacities from [10, 160] and then scaled, fixed costs are
    ``U[100, 110] sqrt(capacity) + U[0, 90]``, and a share costs ten times demand times distance
    in the unit square, as in the paper. Capacities are rounded up, so that all of them exceed
    all demand. The rows ``link`` tighten the relaxation.

    References
    ----------
    .. [1] Cornuejols, Sridharan, Thizy (1991). A comparison of heuristics and relaxations for
           the capacitated plant location problem. *European Journal of Operational Research*
           50(3): 280-297. The sizes of Gasse et al. (2019), *NeurIPS*, are 100 to 400 customers,
           100 facilities, ratio 5.
    """
    if customers < 1 or facilities < 1:
        raise OptionError("facility location needs at least 1 customer and 1 facility")
    if not ratio >= 1.0:
        raise OptionError(f"ratio is {ratio:g}, but capacity must cover demand (at least 1)")
    demand = rng.integers(5, 36, customers).astype(float)
    capacity = rng.integers(10, 161, facilities).astype(float)
    capacity = np.ceil(capacity * (ratio * demand.sum() / capacity.sum()))
    fixed = rng.integers(100, 111, facilities) * np.sqrt(capacity)
    fixed = np.rint(fixed + rng.integers(0, 91, facilities))
    places = rng.random((facilities, 2))
    away = np.linalg.norm(places[:, None] - rng.random((customers, 2)), axis=2)
    cost = np.concatenate((fixed, np.round(10.0 * demand * away, 3).ravel()))
    return _model(cost, demand, capacity)


def _model(cost: Floats, demand: Floats, capacity: Floats) -> Milp:
    n, m = demand.size, capacity.size
    links = n * m
    return Milp.from_arrays(
        cost,
        _rows(demand, capacity),
        row_lower=np.concatenate((np.ones(n), np.full(m + links, -np.inf), [demand.sum()])),
        row_upper=np.concatenate((np.full(n, np.inf), np.zeros(m + links), [np.inf])),
        upper=1.0,
        integrality=np.concatenate((np.ones(m), np.zeros(links))),
        name=f"facility_location_{n}_{m}",
        variable_names=[f"open{i}" for i in range(m)]
        + [f"serve{i}_{j}" for i in range(m) for j in range(n)],
        row_names=[f"demand{j}" for j in range(n)]
        + [f"capacity{i}" for i in range(m)]
        + [f"link{i}_{j}" for i in range(m) for j in range(n)]
        + ["total"],
    )


def _rows(demand: Floats, capacity: Floats) -> Csr:
    """Place demand rows, capacity rows, links ``serve <= open`` and the total capacity."""
    n, m = demand.size, capacity.size
    i, j = np.divmod(np.arange(m * n), n)
    serve, facility = m + np.arange(m * n), np.arange(m)
    link = n + m + np.arange(m * n)
    blocks = [
        (j, serve, np.ones(m * n)),
        (n + i, serve, demand[j]),
        (n + facility, facility, -capacity),
        (link, serve, np.ones(m * n)),
        (link, i, np.full(m * n, -1.0)),
        (np.full(m, n + m + m * n), facility, capacity),
    ]
    rows, columns, values = (np.concatenate(part) for part in zip(*blocks, strict=True))
    return csr_from_triplets(rows, columns, values, (n + m + m * n + 1, m + m * n))[0]

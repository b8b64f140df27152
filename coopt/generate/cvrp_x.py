"""Random vehicle-routing instances in the manner of the set X."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.plane import check_count
from coopt.problem.csr import Floats
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances

GRID = 1000
REACH = 40.0
"""How fast the pull of a seed fades with the distance."""
DEPOTS = ("centre", "eccentric", "random")
POSITIONS = ("random", "clustered", "half")
RANGES = {"unit": (1, 1), "small": (1, 10), "1-100": (1, 100), "5-10": (5, 10), "50-100": (50, 100)}
DEMANDS = (*RANGES, "quadrant", "few_large")


def cvrp_x(
    customers: int,
    rng: np.random.Generator,
    *,
    depot: str = "random",
    positions: str = "half",
    demands: str = "1-100",
    route_size: float = 0.0,
) -> Cvrp:
    """Draw a CVRP in the manner of the set X [1]_.

    Parameters
    ----------
    customers : int
        Number of customers n, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    depot : str
        ``centre`` of the grid, ``eccentric`` in its corner, or ``random``.
    positions : str
        Of customers: ``random``, ``clustered`` around 3 to 8 of them, or ``half`` of each.
    demands : str
        ``unit``, ``small`` (1 to 10), ``5-10``, ``1-100``, ``50-100``, ``quadrant`` (1 to 50 or,
        in two opposite quadrants, 51 to 100) or ``few_large`` (most 1 to 10, others 50 to 100).
    route_size : float
        Average number r of customers on a route; 0 draws it between 3 and 25, most likely 6.

    Returns
    -------
    Cvrp
        On the grid of 0 to 1000, with distances by the rule ``EUC_2D`` and the capacity
        ``ceil(r * total demand / n)``, or the largest demand if that is more.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Uchoa, Pecin, Pessoa, Poggi, Vidal, Subramanian (2017). New benchmark instances for
           the capacitated vehicle routing problem. *European Journal of Operational Research*
           257(3): 845-858.
    """
    check_count("customers", customers)
    for what, given, known in (
        ("depot", depot, DEPOTS),
        ("positions", positions, POSITIONS),
        ("demands", demands, DEMANDS),
    ):
        if given not in known:
            raise OptionError(f"{what} {given!r} is unknown (known: {', '.join(known)})")
    if not (route_size == 0.0 or 1.0 <= route_size < np.inf):
        raise OptionError(f"route_size is {route_size:g}, expected 0 or at least 1")
    points = np.vstack((_depot(depot, rng), _customers(customers, positions, rng)))
    demand = np.concatenate(([0.0], _demand(points[1:], demands, rng)))
    r = route_size or rng.triangular(3.0, 6.0, 25.0)
    capacity = max(np.ceil(r * demand.sum() / customers), demand.max())
    return Cvrp(Distances("EUC_2D", points), demand, float(capacity), name=f"cvrp_x_{customers}")


def _depot(where: str, rng: np.random.Generator) -> Floats:
    if where == "centre":
        return np.full((1, 2), GRID / 2.0)
    return np.zeros((1, 2)) if where == "eccentric" else _uniform(1, rng)


def _customers(n: int, positions: str, rng: np.random.Generator) -> Floats:
    if positions == "random":
        return _uniform(n, rng)
    seeds = _uniform(min(n, int(rng.integers(3, 9))), rng)
    free = _uniform((n - len(seeds)) // 2 if positions == "half" else 0, rng)
    near = _attracted(n - len(seeds) - len(free), seeds, rng)
    return np.vstack((seeds, free, near))


def _uniform(n: int, rng: np.random.Generator) -> Floats:
    return rng.integers(0, GRID + 1, (n, 2)).astype(float)


def _attracted(n: int, seeds: Floats, rng: np.random.Generator) -> Floats:
    """Draw points, each kept with the probability that the seeds' pull on it sums to."""
    kept = [np.empty((0, 2))]
    while sum(map(len, kept)) < n:
        points = _uniform(4096, rng)
        away = np.linalg.norm(points[:, None] - seeds, axis=2)
        kept.append(points[rng.random(len(points)) < np.exp(-away / REACH).sum(axis=1)])
    return np.vstack(kept)[:n]


def _demand(points: Floats, demands: str, rng: np.random.Generator) -> Floats:
    n = len(points)
    if demands in RANGES:
        low, high = RANGES[demands]
        return rng.integers(low, high + 1, n).astype(float)
    if demands == "quadrant":
        # In the first and the third quadrant both coordinates are above the middle, or neither.
        odd = (points[:, 0] < GRID / 2) == (points[:, 1] < GRID / 2)
        return (rng.integers(1, 51, n) + np.where(odd, 50, 0)).astype(float)
    many = rng.random(n) < rng.uniform(0.7, 0.95)
    return np.where(many, rng.integers(1, 11, n), rng.integers(50, 101, n)).astype(float)

"""Small routing problems for the tests, and their exact answers."""

from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.linked_routes import Network
from coopt.kernels.metric import metric_of
from coopt.kernels.neighbours import nearest_by_matrix
from coopt.problem.cvrp import Cvrp, routes_of
from coopt.problem.distances import distance_matrix, explicit


def small_cvrp(seed: int, n: int = 9, open_routes: bool = False, symmetric: bool = True) -> Cvrp:
    """Make a problem with whole distances and demands of 1 to 5, some of them 0."""
    rng = np.random.default_rng(seed)
    matrix = rng.integers(1, 100, (n, n))
    if symmetric:
        points = rng.integers(0, 100, (n, 2)).astype(float)
        matrix = np.rint(np.hypot(*(points[:, None] - points[None]).T)).astype(np.int64)
    demand = rng.integers(0, 6, n).astype(float)
    demand[0] = 0
    return Cvrp(explicit(matrix), demand, 10.0, open_routes)


def network_for(problem: Cvrp, k: int = 100) -> Network:
    """Return what kernels see of a problem with whole demands."""
    metric = metric_of(problem.distances)
    near = nearest_by_matrix(distance_matrix(problem.distances), k)
    symmetric = problem.distances.symmetric
    demand = problem.demand.astype(np.int64)
    capacity = int(problem.capacity)
    return Network(*metric[:4], demand, capacity, problem.open_routes, symmetric, near)


def length_of(problem: Cvrp, x: NDArray[np.int64]) -> int:
    """Add the legs up."""
    total, matrix = 0, distance_matrix(problem.distances)
    for route in routes_of(x):
        total += int(sum(matrix[i, j] for i, j in zip([0, *route[:-1]], route, strict=True)))
        total += 0 if problem.open_routes else int(matrix[route[-1], 0])
    return total


def least_length(problem: Cvrp) -> float:
    """Try every order of every subset as a route, and every partition into routes."""
    customers = range(1, problem.n)
    cheapest: dict[frozenset[int], float] = {}
    for size in customers:
        for subset in combinations(customers, size):
            if problem.demand[list(subset)].sum() <= problem.capacity:
                orders = (np.array([-o[0], *o[1:]]) for o in permutations(subset))
                cheapest[frozenset(subset)] = min(length_of(problem, o) for o in orders)
    least: dict[frozenset[int], float] = {frozenset(): 0.0}
    for size in customers:
        for chosen in map(frozenset, combinations(customers, size)):
            first = min(chosen)
            parts = [r for r in cheapest if first in r and r <= chosen]
            least[chosen] = min((cheapest[r] + least[chosen - r] for r in parts), default=np.inf)
    return least[frozenset(customers)]

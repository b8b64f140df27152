"""Programming over sets against trying all orders and all parents."""

from itertools import combinations, permutations

import numpy as np
import pytest

from coopt.kernels.node_cost import cost_rule, node_cost
from coopt.kernels.subset_orders import order_from, relax_chunk
from coopt.kernels.subset_parents import family_costs, least_of_subsets, relax_families
from tests.kernels.gram import Floats, random_gram, variances_along


def left(gram: Floats, node: int, parents: tuple[int, ...]) -> float:
    known = list(parents)
    if not known:
        return float(gram[node, node])
    weights = np.linalg.solve(gram[np.ix_(known, known)], gram[known, node])
    return float(gram[node, node] - gram[known, node] @ weights)


@pytest.mark.parametrize("low", [2, 4, 6])
def test_the_best_order_is_found(low: int) -> None:
    d = 6
    gram = random_gram(d, low)
    best, choice = np.full(1 << d, np.inf), np.zeros(1 << d, dtype=np.int8)
    best[0] = 0.0
    slots, variance = np.zeros((low + 1, d, d)), np.zeros((low + 1, d))
    needed = np.zeros(d, dtype=np.int64)
    needed[0] = 1 << 3
    for prefix in range(1 << (d - low)):
        relax_chunk(gram, needed, low, prefix, best, choice, slots, variance)
    order = np.empty(d, dtype=np.int64)
    order_from(choice, order)
    allowed = [o for o in permutations(range(d)) if o.index(3) < o.index(0)]
    expected = min(variances_along(gram, np.array(o)).sum() for o in allowed)
    assert best[-1] == pytest.approx(expected, rel=1e-12)
    assert variances_along(gram, order).sum() == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("samples", [0.0, 200.0])
def test_the_best_parents_are_found(samples: float) -> None:
    d = 5
    gram, rule = random_gram(d, 3), cost_rule(samples=samples, edge=0.3 if samples == 0 else 5.3)
    tables = np.empty((d, 1 << (d - 1)))
    slots, variance = np.zeros((d, d, d)), np.zeros((d, d))
    for node in range(d):
        family_costs(gram, node, 0, 0, rule, tables[node], slots, variance)
        others = [k for k in range(d) if k != node]
        for m in range(1 << (d - 1)):
            parents = tuple(others[i] for i in range(d - 1) if m >> i & 1)
            cost = node_cost(rule, left(gram, node, parents), gram[node, node], len(parents))
            assert tables[node, m] == pytest.approx(cost, rel=1e-9, abs=1e-9)
        least_of_subsets(tables[node])
    best, choice = np.full(1 << d, np.inf), np.zeros(1 << d, dtype=np.int8)
    best[0] = 0.0
    relax_families(tables, 0, 1 << d, best, choice)
    assert best[-1] == pytest.approx(
        min(_order_cost(gram, rule, o) for o in permutations(range(d)))
    )


def _order_cost(gram: Floats, rule: Floats, order: tuple[int, ...]) -> float:
    total = 0.0
    for k, node in enumerate(order):
        sets = [s for size in range(k + 1) for s in combinations(order[:k], size)]
        total += min(node_cost(rule, left(gram, node, s), gram[node, node], len(s)) for s in sets)
    return total


def test_banned_and_needed_parents_cost_infinity() -> None:
    gram, table = random_gram(4, 0), np.empty(8)
    family_costs(gram, 1, 0b001, 0b100, cost_rule(), table, np.zeros((4, 4, 4)), np.zeros((4, 4)))
    assert np.isfinite(table).tolist() == [m & 1 == 0 and m & 4 > 0 for m in range(8)]

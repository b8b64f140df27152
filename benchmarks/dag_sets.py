"""BIC on drawn standardised sets beside simple ways and peers: score, distance, time.

    python benchmarks/dag_sets.py [--limit 10] [--seeds 5] [--nodes 20 50 100] [--graphs sf4 er2]

Linear data of `coopt generate dag_linear`, 1000 rows, standardised. Columns: ``coopt`` with its
default methods; ``variances``, where each node chooses parents by growing and shrinking among the
nodes of smaller variance before standardising, which no other column knows; ``greedy``, hill
climbing by adding, removing and reversing edges from the empty graph.
BIC is less that of the true graph; SHD is between completed graphs of the equivalence classes (an
edge that is missing, extra or directed otherwise counts one). Means over the seeds.

Of peers, causal-learn (BOSS), gcastle (NOTEARS) and dagma run in this process if they can be
imported; those parts were never run. ``dag_boss_peer.py`` runs BOSS in another Python.
"""

import argparse
import importlib.util
import math
import time
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from coopt.check.dag import bic, residual_variance, topological_order
from coopt.generate.dag_linear import linear_data
from coopt.problem import Dag
from coopt.solve import solve

Edges = NDArray[np.bool_]
Way = Callable[[Dag, NDArray[np.float64], float], Edges]


def scaled(data: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((data - data.mean(axis=0)) / data.std(axis=0))


def by_coopt(problem: Dag, data: NDArray[np.float64], limit: float) -> Edges:
    result = solve(problem, time_limit=limit)
    assert result.solution is not None
    return np.asarray(result.solution.reshape(problem.n, problem.n) != 0)


def by_variances(problem: Dag, data: NDArray[np.float64], limit: float) -> Edges:
    from coopt.methods.order_search.parent_moves import known_families, weights_of

    known = known_families(problem, problem.gram, np.random.default_rng(0))
    order = np.argsort(data.var(axis=0), kind="stable")
    return np.asarray(weights_of(problem, known, order) != 0)


def by_climbing(problem: Dag, data: NDArray[np.float64], limit: float) -> Edges:
    """Take the best of all changes of one edge until none helps."""
    d, rows = problem.n, problem.samples or 1
    price = math.log(rows)
    costs: dict[tuple[int, bytes], float] = {}

    def cost(node: int, parents: Edges) -> float:
        key = node, parents.tobytes()
        if key not in costs:
            chosen = np.flatnonzero(parents)
            v = residual_variance(problem.gram, node, chosen)
            costs[key] = rows * math.log(max(v, 1e-10)) + price * chosen.size
        return costs[key]

    def flipped(edges: Edges, i: int, j: int) -> float:
        changed = edges[:, j].copy()
        changed[i] = ~changed[i]
        return cost(j, changed) - cost(j, edges[:, j])

    edges = np.zeros((d, d), dtype=bool)
    change = np.array([[flipped(edges, i, j) if i != j else 0.0 for j in range(d)]
                       for i in range(d)])  # fmt: skip
    while True:
        walks = walks_of(edges)
        adds = np.where(edges | walks.T | np.eye(d, dtype=bool), np.inf, change)
        removes = np.where(edges, change, np.inf)
        # Turning i -> j is allowed if no other way leads from i to j.
        detour = (edges.astype(float) @ walks) > 0
        turns = np.where(edges & ~detour, change + change.T, np.inf)
        kinds = (adds, removes, turns)
        best = int(np.argmin([kind.min() for kind in kinds]))
        i, j = np.unravel_index(int(kinds[best].argmin()), (d, d))
        if kinds[best][i, j] > -1e-9:
            return edges
        edges[i, j] = best == 0
        if best == 2:
            edges[j, i] = True
        for node in {int(j), int(i)} if best == 2 else {int(j)}:
            for k in range(d):
                change[k, node] = flipped(edges, k, node) if k != node else 0.0


def walks_of(edges: Edges) -> Edges:
    """Return from where to where directed ways lead."""
    walks = edges.copy()
    for k in range(len(edges)):
        walks |= np.outer(walks[:, k], walks[k])
    return walks


def by_boss(problem: Dag, data: NDArray[np.float64], limit: float) -> Edges:
    from causallearn.search.PermutationBased.BOSS import boss  # type: ignore[import-not-found]
    from dag_boss_peer import completed  # type: ignore[import-not-found, unused-ignore]

    marks = boss(scaled(data), parameters={"lambda_value": 0.5}, verbose=False).graph
    return np.asarray(completed(marks))


def by_notears(problem: Dag, data: NDArray[np.float64], limit: float) -> Edges:
    from castle.algorithms import Notears  # type: ignore[import-not-found]

    learner = Notears()
    learner.learn(scaled(data))
    return np.asarray(learner.causal_matrix != 0)


def by_dagma(problem: Dag, data: NDArray[np.float64], limit: float) -> Edges:
    from dagma.linear import DagmaLinear  # type: ignore[import-not-found]

    return np.asarray(DagmaLinear(loss_type="l2").fit(scaled(data), lambda1=0.03) != 0)


WAYS: dict[str, Way] = {"coopt": by_coopt, "variances": by_variances, "greedy": by_climbing}
PEERS: dict[str, tuple[str, Way]] = {
    "boss": ("causallearn", by_boss),
    "notears": ("castle", by_notears),
    "dagma": ("dagma", by_dagma),
}


def ways() -> Iterator[tuple[str, Way]]:
    yield from WAYS.items()
    for name, (module, way) in PEERS.items():
        if importlib.util.find_spec(module) is not None:
            yield name, way


def class_of(edges: Edges) -> Edges:
    """Return the completed graph of the equivalence class; both directions where either may be.

    Colliders are directed, then Meek's first three rules are applied until nothing changes [1]_.

    References
    ----------
    .. [1] Meek (1995). Causal inference and causal explanation with background knowledge. *UAI*.
    """
    joined = edges | edges.T
    fixed = np.zeros_like(edges)
    for node in range(len(edges)):
        parents = np.flatnonzero(edges[:, node])
        apart = ~joined[np.ix_(parents, parents)]
        np.fill_diagonal(apart, False)
        fixed[parents[apart.any(axis=1)], node] = True
    while True:
        before = fixed.sum()
        for i, j in np.argwhere(joined & ~fixed & ~fixed.T):
            chain = (fixed[:, i] & ~joined[:, j]).any()
            circle = (fixed[i] & fixed[:, j]).any()
            open_ends = np.flatnonzero(joined[i] & ~fixed[i] & ~fixed[:, i] & fixed[:, j])
            kite = any(not joined[a, b] for a in open_ends for b in open_ends if a < b)
            fixed[i, j] |= chain or circle or kite
        if fixed.sum() == before:
            return np.asarray(joined & ~fixed.T)


def distance(found: Edges, truth: Edges) -> int:
    wrong = class_of(found) != class_of(truth)
    return int((wrong | wrong.T)[np.triu_indices(len(truth), 1)].sum())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=float, default=10.0)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--nodes", type=int, nargs="+", default=[20, 50, 100])
    parser.add_argument("--graphs", nargs="+", default=["sf4", "er2"])
    given = parser.parse_args()
    print("set        way            BIC - truth   worst     SHD   edges   time s")
    for graph in given.graphs:
        for d in given.nodes:
            rows: dict[str, list[tuple[float, int, int, float]]] = {}
            for seed in range(given.seeds):
                rng = np.random.default_rng(seed)
                data, weights = linear_data(d, int(graph[2:]), graph[:2], 1000, rng)
                problem, truth = Dag.from_data(data, score="bic", standardise=True), weights != 0
                for name, way in ways():
                    began = time.perf_counter()
                    found = way(problem, data, given.limit)
                    taken = time.perf_counter() - began
                    excess = math.inf
                    if topological_order(found) is not None:
                        excess = bic(problem, found) - bic(problem, truth)
                    row = excess, distance(found, truth), int(found.sum()), taken
                    rows.setdefault(name, []).append(row)
            for name, values in rows.items():
                mean, worst = np.mean(values, axis=0), max(value[0] for value in values)
                print(f"{graph.upper()}_d{d:<5d} {name:12s} {mean[0]:13.2f} {worst:7.1f}"
                      f" {mean[1]:7.1f} {mean[2]:7.1f} {mean[3]:8.2f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()

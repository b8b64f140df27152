"""BIC on drawn standardised sets beside simple ways and peers: score, distance, time.

    python benchmarks/dag_sets.py [--limit 10] [--seeds 5] [--nodes 20 50 100] [--graphs sf4 er2]
        [--python PEER_PYTHON] [--peers boss,ges,notears,dagma]

Linear data of `coopt generate dag_linear`, 1000 rows, standardised. Columns: ``coopt`` with its
default methods; ``variances``, where each node chooses parents by growing and shrinking among the
nodes of smaller variance before standardising, which no other column knows; ``greedy``, hill
climbing by adding, removing and reversing edges from the empty graph.
BIC is less that of the true graph; SHD is between completed graphs of the equivalence classes (an
edge that is missing, extra or directed otherwise counts one). Means over the seeds.

PEER_PYTHON is a Python with causal-learn (BOSS, GES), gcastle (NOTEARS) and dagma; each runs in a
process of its own, the start included. ``coopt in time`` has what BOSS took on the same set, if
that is less than the limit, and the start of its own processes is in it. Graphs with a cycle have
no BIC; ``refine`` begins at the weights of NOTEARS and DAGMA without their weakest edges, if there
are cycles, and is counted as not worse if neither BIC nor least squares are above those of them.
"""

import argparse
import json
import math
import subprocess
import time
from collections.abc import Callable

import numpy as np
from dag_boss_peer import completed  # type: ignore[import-not-found, unused-ignore]
from numpy.typing import NDArray

from coopt.check.dag import bic, objective_of, residual_variance, topological_order
from coopt.generate.dag_linear import linear_data
from coopt.methods.order_search.refine import above, acyclic_order, refine
from coopt.problem import Dag
from coopt.solve import solve

Edges = NDArray[np.bool_]
Way = Callable[[Dag, NDArray[np.float64], float], Edges]
Row = tuple[float, int, int, float]


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


def by_peer(name: str, python: str, data: NDArray[np.float64]) -> NDArray[np.float64]:
    """Run a peer with its defaults in its own Python; return weights, or ones for edges."""
    run = subprocess.run(
        [python, "-c", PEERS[name]],
        input=json.dumps(scaled(data).tolist()),
        capture_output=True,
        text=True,
        check=True,
    )
    made = np.array(json.loads(run.stdout.splitlines()[-1]))
    return np.asarray(completed(made) if name in ("boss", "ges") else above(made), dtype=float)


BEGIN = "import json, sys; import numpy as np; x = np.array(json.load(sys.stdin))"
PEERS = {
    "boss": f"""{BEGIN}
from causallearn.search.PermutationBased.BOSS import boss
print(json.dumps(boss(x, parameters={{"lambda_value": 0.5}}, verbose=False).graph.tolist()))
""",
    "ges": f"""{BEGIN}
from causallearn.search.ScoreBased.GES import ges
print(json.dumps(ges(x)["G"].graph.tolist()))
""",
    "notears": f"""{BEGIN}
from castle.algorithms import Notears
learner = Notears()
learner.learn(x)
print(json.dumps(np.asarray(learner.weight_causal_matrix).tolist()))
""",
    "dagma": f"""{BEGIN}
from dagma.linear import DagmaLinear
print(json.dumps(DagmaLinear(loss_type="l2").fit(x, lambda1=0.03).tolist()))
""",
}
WAYS: dict[str, Way] = {"coopt": by_coopt, "variances": by_variances, "greedy": by_climbing}


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


def judged(problem: Dag, truth: Edges, found: Edges, began: float) -> Row:
    """Return BIC beyond the true graph's, distance, edges, and seconds since ``began``."""
    taken, excess = time.perf_counter() - began, math.inf
    if topological_order(found) is not None:
        excess = bic(problem, found) - bic(problem, truth)
    return excess, distance(found, truth), int(found.sum()), taken


def not_worse(data: NDArray[np.float64], weights: NDArray[np.float64]) -> bool:
    """Whether ``refine`` gets no larger BIC and no larger least squares from a peer's weights."""
    answers = []
    for score in ("bic", "ls"):
        problem = Dag.from_data(data, score=score, standardise=True)
        start = weights
        if topological_order(start != 0) is None:
            place = np.argsort(acyclic_order(problem, start))
            start = np.where(place[:, None] < place[None, :], start, 0.0)
        before, after = (objective_of(problem, w) for w in (start, refine(problem, start)))
        answers.append(after <= before + 1e-9 * abs(before))
    return all(answers)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=float, default=10.0)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--nodes", type=int, nargs="+", default=[20, 50, 100])
    parser.add_argument("--graphs", nargs="+", default=["sf4", "er2"])
    parser.add_argument("--python")
    parser.add_argument("--peers", default="boss,ges,notears,dagma")
    given = parser.parse_args()
    peers = given.peers.split(",") if given.python else []
    print("set        way            BIC - truth   worst     SHD   edges   time s")
    for graph in given.graphs:
        for d in given.nodes:
            rows: dict[str, list[Row]] = {}
            kept: dict[str, list[bool]] = {}
            for seed in range(given.seeds):
                rng = np.random.default_rng(seed)
                data, weights = linear_data(d, int(graph[2:]), graph[:2], 1000, rng)
                problem, truth = Dag.from_data(data, score="bic", standardise=True), weights != 0
                for name in peers:
                    began = time.perf_counter()
                    made = by_peer(name, given.python, data)
                    row = judged(problem, truth, made != 0, began)
                    rows.setdefault(name, []).append(row)
                    if name == "boss":
                        began, limit = time.perf_counter(), min(given.limit, row[3])
                        row = judged(problem, truth, by_coopt(problem, data, limit), began)
                        rows.setdefault("coopt in time", []).append(row)
                    elif name != "ges":
                        kept.setdefault(name, []).append(not_worse(data, made))
                for name, way in WAYS.items():
                    began = time.perf_counter()
                    row = judged(problem, truth, way(problem, data, given.limit), began)
                    rows.setdefault(name, []).append(row)
            for name, values in rows.items():
                mean, worst = np.mean(values, axis=0), max(value[0] for value in values)
                print(f"{graph.upper()}_d{d:<5d} {name:13s} {mean[0]:12.2f} {worst:7.1f}"
                      f" {mean[1]:7.1f} {mean[2]:7.1f} {mean[3]:8.2f}", flush=True)  # fmt: skip
            if "boss" in rows:
                pairs = list(zip(rows["coopt in time"], rows["boss"], strict=True))
                better = sum(ours[0] <= theirs[0] + 1e-6 for ours, theirs in pairs)
                print(f"  coopt in time: BIC not above that of BOSS on {better} of {len(pairs)}")
            for name, answers in kept.items():
                print(f"  refine not worse than {name} on {sum(answers)} of {len(answers)}")


if __name__ == "__main__":
    main()

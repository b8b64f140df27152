"""BIC beside the BOSS of the published package causal-learn, on the same Gram matrices.

    python benchmarks/dag_boss_peer.py DATA PEER_PYTHON [--limit S] NAME ...

PEER_PYTHON is a Python with causal-learn. It gets data whose Gram matrix is exactly the given one
and ``lambda_value`` 0.5, which is half of ``log n`` for each parent of a log-likelihood, our
``discount`` 1. Its answer, a graph with some edges undirected, is completed and scored by our
check. Seconds are wall time.
"""

import argparse
import json
import subprocess
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coopt.check.dag import bic, topological_order
from coopt.problem import Dag
from coopt.solve import solve

SAMPLES = 1000
PEER = """
import json, random, sys
import numpy as np
from causallearn.search.PermutationBased.BOSS import boss
x = np.array(json.load(sys.stdin))
random.seed(int(sys.argv[1]))
graph = boss(x, parameters={"lambda_value": 0.5}, verbose=False).graph
json.dump(graph.tolist(), sys.stdout)
"""


def data_of(gram: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return centred data with ``X'X / n`` exactly the Gram matrix."""
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(SAMPLES, len(gram)))
    basis, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return np.asarray(np.sqrt(SAMPLES) * basis @ np.linalg.cholesky(gram).T)


def completed(marks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Direct the undirected edges without a new collider or a cycle, sinks first [1]_.

    References
    ----------
    .. [1] Dor, Tarsi (1992). A simple algorithm to construct a consistent extension of a partially
           oriented graph. UCLA, R-185.
    """
    # The package marks i -> j by graph[j, i] = 1 and graph[i, j] = -1.
    directed = (marks.T == 1) & (marks == -1)
    open_edges = (marks == -1) & (marks.T == -1)
    answer: NDArray[np.bool_] = directed.copy()
    left = list(range(len(marks)))
    while left:
        for node in left:
            near = [k for k in left if open_edges[node, k]]
            adjacent = [k for k in left if open_edges[node, k] or directed[k, node]]
            joined = open_edges | open_edges.T | directed | directed.T
            sink = not any(directed[node, k] for k in left)
            if sink and all(joined[a, b] for a in near for b in adjacent if a != b):
                answer[near, node] = True
                left.remove(node)
                break
        else:
            raise ValueError("the peer's graph has no completion")
    assert topological_order(answer) is not None
    return answer


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("peer")
    parser.add_argument("names", nargs="+")
    parser.add_argument("--limit", type=float, default=10.0)
    given = parser.parse_args()
    for name in given.names:
        gram = np.loadtxt(given.data / "synth" / f"{name}_gram.csv", delimiter=",")
        problem = Dag(gram, samples=SAMPLES, score="bic")
        began = time.perf_counter()
        run = subprocess.run(
            [given.peer, "-c", PEER, "0"],
            input=json.dumps(data_of(gram).tolist()),
            capture_output=True,
            text=True,
            check=True,
        )
        peer_s = time.perf_counter() - began
        theirs = bic(problem, completed(np.array(json.loads(run.stdout))))
        ours = solve(problem, time_limit=given.limit)
        assert ours.objective is not None
        print(
            f"{name:18s} BOSS {theirs:14.3f} in {peer_s:7.1f} s"
            f"  coopt {ours.objective:14.3f} in {ours.time_s:5.1f} s ({ours.status})",
            flush=True,
        )


if __name__ == "__main__":
    main()

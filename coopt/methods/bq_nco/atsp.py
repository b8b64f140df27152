"""The same paths where lengths differ by direction and there are no coordinates.

Notes
-----
Published networks mark nodes by random vectors, as only pairs of nodes have features. Here a
node sees statistics of its lengths, which permutations of the nodes carry along, and the lengths
themselves bias the attention.
"""

from __future__ import annotations

import numpy as np

from coopt.methods.bq_nco.state import Instances, Int64s, Singles, State, lengths, stacked
from coopt.methods.bq_nco.task import Example, Labels, Spec, Task, either_end
from coopt.methods.bq_nco.tsp import advance, allowed, answer, sub_paths
from coopt.problem.distances import distance_matrix
from coopt.problem.tsp import Tsp


def features(instances: Instances, state: State) -> tuple[Singles, Singles | None]:
    """Return lengths from and to the ends, row and column statistics; and both lengths of pairs.

    All are in units of the mean length of what is left. O(rows m^2).
    """
    a, b = state.nodes[:, :, None], state.nodes[:, None, :]
    among = lengths(instances, state.owner[:, None, None], a, b)
    mean = among.mean(axis=(1, 2), keepdims=True)
    among = among / np.where(mean > 0.0, mean, 1.0)
    # A node is not its own neighbour: without the diagonal, minima say how near others are.
    far = among + np.where(a == b, np.inf, 0.0)
    nearest = [np.where(np.isfinite(v), v, 0.0) for v in (far.min(axis=2), far.min(axis=1))]
    shown = stacked(among[:, 0], among[:, :, -1], among.mean(axis=2), among.mean(axis=1), *nearest)
    pairs = np.stack((among, among.transpose(0, 2, 1)), axis=-1).astype(np.float32)
    return shown, pairs


def examples(labels: Labels, ids: Int64s, cut: int, rng: np.random.Generator) -> Example:
    """Return parts of tours; none are reversed."""
    nodes = sub_paths(labels, ids, cut, rng)
    rows, m = nodes.shape
    zeros = np.zeros(rows)
    matrix = labels["matrix"][ids].astype(float)
    instances = Instances(zeros, np.zeros(matrix.shape[:2]), matrix=matrix)
    state = State(np.arange(rows), nodes, zeros, zeros)
    return Example(instances, state, either_end(rows, m, m - 2))


def instances_of(problem: Tsp) -> Instances:
    """Return a batch of one."""
    matrix = np.asarray(distance_matrix(problem.distances), dtype=float)
    return Instances(np.zeros(1), np.zeros((1, problem.n)), matrix=matrix[None])


SPEC = Spec(features=6, edges=2, outputs=2, both=True)
TASK = Task(SPEC, features, allowed, advance, examples, instances_of, answer)

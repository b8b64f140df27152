"""Random data of structural models whose functions are networks."""

from __future__ import annotations

import numpy as np

from coopt.check.dag import topological_order
from coopt.generate.plane import check_count
from coopt.generate.random_dag import check_samples, parents_of, random_dag
from coopt.problem.csr import Floats
from coopt.problem.dag import Bools, Dag

LEAST, MOST = 0.5, 2.0


def dag_mlp(
    nodes: int, degree: int, graph: str, samples: int, units: int, rng: np.random.Generator
) -> Dag:
    """Draw data where each node is a random network of its parents plus noise of variance 1 [1]_.

    Parameters
    ----------
    nodes, degree, graph
        As for `random_dag`.
    samples : int
        Rows, at least 2.
    units : int
        Sigmoid units of each network, at least 1; all weights are in +-[0.5, 2].
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Dag
        With score ``mlp``.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Zheng, Dan, Aragam, Ravikumar, Xing (2020). Learning sparse nonparametric DAGs.
           *AISTATS 2020*.
    """
    data, _ = mlp_data(nodes, degree, graph, samples, units, rng)
    return Dag.from_data(data, score="mlp", name=f"dag_mlp_{nodes}")


def mlp_data(
    nodes: int, degree: int, graph: str, samples: int, units: int, rng: np.random.Generator
) -> tuple[Floats, Bools]:
    """Return data, shape (samples, nodes), and the true edges."""
    check_samples(samples)
    check_count("units", units)
    edges = random_dag(nodes, degree, graph, rng)
    data = rng.normal(size=(samples, nodes))
    order = topological_order(edges)
    assert order is not None
    for node in order.tolist():
        parents = parents_of(edges, node)
        if parents.size:
            inner, outer = _weights((parents.size, units), rng), _weights((units,), rng)
            data[:, node] += (0.5 + 0.5 * np.tanh(0.5 * (data[:, parents] @ inner))) @ outer
    return data, edges


def _weights(shape: tuple[int, ...], rng: np.random.Generator) -> Floats:
    sizes = rng.uniform(LEAST, MOST, shape)
    return np.where(rng.random(shape) < 0.5, -sizes, sizes)

"""Random data of linear structural models."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coopt.check.dag import topological_order
from coopt.generate.random_dag import check_samples, random_dag
from coopt.problem.csr import Floats
from coopt.problem.dag import Dag

LEAST, MOST = 0.5, 2.0


def dag_linear(
    nodes: int, degree: int, graph: str, samples: int, standardise: bool, rng: np.random.Generator
) -> Dag:
    """Draw data of a linear structural model with noise of variance 1 [1]_.

    Parameters
    ----------
    nodes, degree, graph
        As for `random_dag`.
    samples : int
        Rows, at least 2.
    standardise : bool
        Whether to scale the columns to variance 1, so that variances do not betray the order.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Dag
        With score ``ls``, and the data.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Zheng, Aragam, Ravikumar, Xing (2018). DAGs with NO TEARS. *NeurIPS 31*.
    """
    data, _ = linear_data(nodes, degree, graph, samples, rng)
    if standardise:
        data = (data - data.mean(axis=0)) / data.std(axis=0)
    # Kept, so that a table of the data can be written.
    return replace(Dag.from_data(data, name=f"dag_linear_{nodes}"), data=data)


def linear_data(
    nodes: int, degree: int, graph: str, samples: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return data, shape (samples, nodes), and the true weights, in +-[0.5, 2]."""
    check_samples(samples)
    edges = random_dag(nodes, degree, graph, rng)
    sizes = rng.uniform(LEAST, MOST, (nodes, nodes)) * rng.choice([-1.0, 1.0], (nodes, nodes))
    weights = np.where(edges, sizes, 0.0)
    data = rng.normal(size=(samples, nodes))
    order = topological_order(edges)
    assert order is not None
    for node in order.tolist():
        data[:, node] += data @ weights[:, node]
    return data, weights

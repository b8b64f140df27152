"""Random maximum independent set problems."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.mis_er import random_edges
from coopt.problem.csr import Csr
from coopt.problem.milp import Milp


def independent_set(nodes: int, edge_probability: float, rng: np.random.Generator) -> Milp:
    """Draw a maximum independent set problem on a random graph [1]_.

    Parameters
    ----------
    nodes : int
        Number of nodes, at least 1.
    edge_probability : float
        Probability of each edge, in [0, 1].
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Milp
        To maximise the number of chosen nodes, with a row for each edge.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Erdos, Renyi (1959). On random graphs I. *Publicationes Mathematicae* 6: 290-297.
           Gasse et al. (2019), *NeurIPS*, draw 500 to 1500 nodes, there with the edges of
           Barabasi and Albert.
    """
    if nodes < 1:
        raise OptionError(f"an independent set needs at least 1 node, not {nodes}")
    if not 0.0 <= edge_probability <= 1.0:
        raise OptionError(f"the edge probability is {edge_probability:g}, expected one in [0, 1]")
    edges = random_edges(nodes, edge_probability, rng)
    m = edges.shape[0]
    indptr = 2 * np.arange(m + 1, dtype=np.int64)
    a = Csr(indptr, edges.ravel().astype(np.int32), np.ones(2 * m), (m, nodes))
    return Milp.from_arrays(
        np.ones(nodes),
        a,
        row_upper=1.0,
        upper=1.0,
        integrality=1,
        maximise=True,
        name=f"independent_set_{nodes}",
        variable_names=[f"node{v}" for v in range(nodes)],
        row_names=[f"edge{u}_{v}" for u, v in edges.tolist()],
    )

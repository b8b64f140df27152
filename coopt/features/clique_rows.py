"""The independent set problem with a row for each clique of a cover of the edges."""

from __future__ import annotations

import numpy as np

from coopt.problem.csr import Csr
from coopt.problem.independent_set import IndependentSet
from coopt.problem.milp import Milp


def clique_rows(problem: IndependentSet) -> Milp:
    """Minimise minus the weight, with at most one vertex of each clique.

    Every edge is in some clique, so the model is exact; its linear relaxation is stronger than
    that of a row for each edge. The vector of the solution is that of the problem.

    Returns
    -------
    Milp
        Its minimised objective is the one of the problem's check.
    """
    cliques = edge_cliques(problem)
    indptr = np.zeros(len(cliques) + 1, dtype=np.int64)
    np.cumsum([len(clique) for clique in cliques], out=indptr[1:])
    columns = np.array([v for clique in cliques for v in clique], dtype=np.int32)
    a = Csr(indptr, columns, np.ones(columns.size), (len(cliques), problem.n))
    return Milp.from_arrays(
        -problem.weight, a, row_upper=1.0, upper=1.0, integrality=1, name=problem.name
    )


def edge_cliques(problem: IndependentSet) -> list[list[int]]:
    """Cover the edges by maximal cliques.

    Each edge not yet covered grows into a clique, if it can by vertices that cover further edges
    to all of it. Sets of vertices are whole numbers, by bits.
    """
    n, indptr = problem.n, problem.indptr.tolist()
    neighbours = [problem.indices[indptr[v] : indptr[v + 1]].tolist() for v in range(n)]
    adjacent = [sum(1 << u for u in row) for row in neighbours]
    open_to = list(adjacent)
    cliques = []
    for v in range(n):
        while open_to[v]:
            clique, candidates = [v], adjacent[v]
            fresh = open_to[v]
            while candidates:
                wanted = candidates & fresh or candidates
                u = wanted.bit_length() - 1
                clique.append(u)
                candidates &= adjacent[u]
                fresh &= open_to[u]
            members = sum(1 << u for u in clique)
            for u in clique:
                open_to[u] &= ~members
            cliques.append(sorted(clique))
    return cliques

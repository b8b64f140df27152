"""Write graphs of independent set problems in the DIMACS format."""

from __future__ import annotations

from coopt.problem.independent_set import IndependentSet
from coopt.write.decimals import short
from coopt.write.problem_json import edges_of


def dimacs_text(problem: IndependentSet) -> str:
    """Return ``p edge n m``, weights ``n i w`` unless all are 1, and edges ``e i j``."""
    edges = edges_of(problem)
    lines = [f"c {problem.name}"] if problem.name.isprintable() and problem.name else []
    lines.append(f"p edge {problem.n} {edges.shape[0]}")
    if (problem.weight != 1.0).any():
        lines += [f"n {i} {short(w)}" for i, w in enumerate(problem.weight.tolist(), 1)]
    lines += [f"e {i} {j}" for i, j in (edges + 1).tolist()]
    return "\n".join(lines) + "\n"

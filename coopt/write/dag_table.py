"""Problems of learning a graph as tables: the data, or the Gram matrix where there are none."""

from __future__ import annotations

from coopt.problem.dag import Dag
from coopt.write.graph import node_names


def dag_text(problem: Dag) -> str:
    """Return a header and rows of numbers; scores and knowledge are options of the reading."""
    rows = problem.gram if problem.data is None else problem.data
    lines = [",".join(node_names(problem))]
    lines += [",".join(map(repr, row)) for row in rows.tolist()]
    return "\n".join([*lines, ""])

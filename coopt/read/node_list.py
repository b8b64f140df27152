"""A list of nodes in a section of a TSPLIB file, ended by -1."""

from __future__ import annotations

import numpy as np

from coopt.problem.csr import Ints
from coopt.read.tsplib_numbers import line_of, needed, numbers, whole
from coopt.read.tsplib_sections import Parts
from coopt.read.wording import FaultError, quoted


def node_list(parts: Parts, name: str, n: int) -> Ints:
    """Return the nodes of a section, counted from 0.

    Raises
    ------
    FaultError
        If the section is missing, is cut before its -1, or names something that is no node.
    """
    section = needed(parts, name)
    values = numbers(section)
    size = int(np.flatnonzero(values != -1.0)[-1]) + 1 if (values != -1.0).any() else 0
    if size == values.size and size != n:
        raise FaultError(section.last_line, f"{name} does not end in -1: the file is cut")
    nodes = values[:size]
    wrong = np.flatnonzero((nodes != np.rint(nodes)) | (nodes < 1) | (nodes > n))
    if wrong.size:
        k = int(wrong[0])
        raise FaultError(
            line_of(section, k), f"{name}: {nodes[k]:.15g} found, expected a node from 1 to {n}"
        )
    return np.asarray(nodes.astype(np.int64) - 1)


def check_solution_head(parts: Parts, n: int, types: tuple[str, ...]) -> None:
    """Check that TYPE and DIMENSION, if they are there, belong to the problem.

    Raises
    ------
    FaultError
        If they do not.
    """
    kind = parts.keywords.get("TYPE")
    if kind is not None and kind.text.upper() not in types:
        raise FaultError(
            kind.line, f"TYPE {quoted(kind.text)} found, expected {' or '.join(types)}"
        )
    if "DIMENSION" in parts.keywords and whole(parts, "DIMENSION") != n:
        found = whole(parts, "DIMENSION")
        raise FaultError(
            parts.line_of("DIMENSION"), f"DIMENSION is {found}, but the problem has {n} nodes"
        )

"""Distances of a TSPLIB file: by a rule on coordinates, or a matrix in one of its forms."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.distances import MATRIX_LIMIT, RULES, Distances, explicit
from coopt.read.tsplib_numbers import line_of, needed, node_table, numbers, required, whole
from coopt.read.tsplib_sections import Parts, Section
from coopt.read.wording import FaultError, quoted

RULE_OF = {rule: rule for rule in RULES if rule != "EUCLIDEAN"} | {"EXACT_2D": "EUCLIDEAN"}
"""EDGE_WEIGHT_TYPE -> rule; EXACT_2D, an extension of TSPLIB, does not round."""
COLUMNS = {"TWOD_COORDS": "x y", "THREED_COORDS": "x y z"}
HALVES = {
    "UPPER_ROW": (False, 1),
    "LOWER_ROW": (True, -1),
    "UPPER_DIAG_ROW": (False, 0),
    "LOWER_DIAG_ROW": (True, 0),
    # Column by column, a half is the other half row by row.
    "UPPER_COL": (True, -1),
    "LOWER_COL": (False, 1),
    "UPPER_DIAG_COL": (True, 0),
    "LOWER_DIAG_COL": (False, 0),
}
"""EDGE_WEIGHT_FORMAT -> whether it is the lower half, and the diagonal that bounds it."""


def read_distances(parts: Parts) -> Distances:
    """Return the distances.

    Raises
    ------
    FaultError
        If keywords and sections do not fit each other, or numbers are missing.
    """
    n = whole(parts, "DIMENSION")
    line, kind = required(parts, "EDGE_WEIGHT_TYPE", "EUC_2D, EXPLICIT, ...")
    rule = RULE_OF.get(kind)
    if rule is None:
        known = ", ".join(RULE_OF)
        raise FaultError(line, f"EDGE_WEIGHT_TYPE {quoted(kind)} found, expected one of {known}")
    form = parts.keywords.get("EDGE_WEIGHT_FORMAT")
    if rule == "EXPLICIT":
        return explicit(_matrix(parts, n), _drawn(parts, n))
    if form is not None and form.text != "FUNCTION":
        raise FaultError(
            form.line, f"EDGE_WEIGHT_FORMAT {quoted(form.text)} contradicts EDGE_WEIGHT_TYPE {kind}"
        )
    if "EDGE_WEIGHT_SECTION" in parts.sections:
        line = parts.line_of("EDGE_WEIGHT_SECTION")
        raise FaultError(line, f"EDGE_WEIGHT_SECTION contradicts EDGE_WEIGHT_TYPE {kind}")
    columns = "x y z" if rule == "EUC_3D" else "x y"
    points = node_table(needed(parts, "NODE_COORD_SECTION"), n, columns).values
    _display(parts, n)
    return Distances(rule, np.ascontiguousarray(points))


def _drawn(parts: Parts, n: int) -> Floats | None:
    """Return coordinates that stand beside a matrix."""
    shown = _display(parts, n)
    section = parts.sections.get("NODE_COORD_SECTION")
    if section is None:
        return shown
    keyword = parts.keywords.get("NODE_COORD_TYPE")
    columns = COLUMNS.get(keyword.text if keyword else "TWOD_COORDS")
    if columns is None:
        line = parts.line_of("NODE_COORD_TYPE")
        raise FaultError(line, f"NODE_COORD_TYPE: expected {' or '.join(COLUMNS)}")
    return np.ascontiguousarray(node_table(section, n, columns).values)


def _display(parts: Parts, n: int) -> Floats | None:
    section = parts.sections.get("DISPLAY_DATA_SECTION")
    return None if section is None else np.ascontiguousarray(node_table(section, n, "x y").values)


def _matrix(parts: Parts, n: int) -> NDArray[Any]:
    """Return the matrix; a half is mirrored."""
    line, form = required(parts, "EDGE_WEIGHT_FORMAT", "FULL_MATRIX, LOWER_DIAG_ROW, ...")
    if form != "FULL_MATRIX" and form not in HALVES:
        known = ", ".join(["FULL_MATRIX", *HALVES])
        raise FaultError(line, f"EDGE_WEIGHT_FORMAT {quoted(form)} found, expected one of {known}")
    section = needed(parts, "EDGE_WEIGHT_SECTION")
    if n > MATRIX_LIMIT:
        line = parts.line_of("DIMENSION")
        raise FaultError(line, f"a matrix of {n} nodes is too large, the limit is {MATRIX_LIMIT}")
    values = numbers(section)
    lower, diagonal = HALVES.get(form, (True, n))
    size = n * n if form == "FULL_MATRIX" else n * (n + 1) // 2 - (n if diagonal else 0)
    if values.size != size:
        where = section.last_line if values.size < size else line_of(section, size)
        raise FaultError(
            where,
            f"EDGE_WEIGHT_SECTION has {values.size} numbers, expected {size}"
            f" ({form}, DIMENSION {n})",
        )
    if form == "FULL_MATRIX":
        return values.reshape(n, n)
    half = np.tri(n, k=diagonal if lower else diagonal - 1, dtype=bool)
    matrix = np.zeros((n, n))
    matrix[half if lower else ~half] = values
    np.fill_diagonal(matrix, 0.0)
    return matrix + matrix.T


def refuse_asymmetric(distances: Distances, section: Section | None) -> None:
    """Refuse a matrix that differs by direction, where TYPE says that it does not.

    Raises
    ------
    FaultError
        If it does; the line is that of the second number of the first such pair.
    """
    if distances.symmetric or section is None or distances.matrix is None:
        return
    matrix = distances.matrix
    i, j = (int(v[0]) for v in np.nonzero(np.tril(matrix != matrix.T)))
    raise FaultError(
        line_of(section, i * distances.n + j),
        f"the distance from {i + 1} to {j + 1} is {matrix[i, j]:g}, from {j + 1} to {i + 1} it is"
        f" {matrix[j, i]:g}: expected the same for TYPE TSP (ATSP may differ)",
    )

"""Read MPS, fixed or free: strictly, exactly, and in bulk where the file is clean."""

from __future__ import annotations

import warnings

from coopt.errors import ReadWarning
from coopt.problem.milp import Milp
from coopt.read.milp_parts import MilpParts, assemble
from coopt.read.mps_bounds import read_bounds
from coopt.read.mps_columns import Columns, read_columns
from coopt.read.mps_columns_bulk import read_columns_bulk
from coopt.read.mps_extras import read_indicators, read_sos
from coopt.read.mps_rows import OBJECTIVE, Rows, read_objective_name, read_rows, read_sense
from coopt.read.mps_sections import (
    Fields,
    Section,
    cut_sections,
    fixed_fields,
    free_fields,
    keeps_to_columns,
)
from coopt.read.mps_sides import read_sides
from coopt.read.sets import check_indicators
from coopt.read.source import decode
from coopt.read.wording import FaultError, located


def read_mps(data: bytes, where: str) -> Milp:
    """Read an MPS file.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        Its name in messages.

    Returns
    -------
    Milp
        The problem, minimised.

    Raises
    ------
    InstanceError
        If the file breaks the format; the message names the line.

    Notes
    -----
    Names with blanks need the fixed format: it is used where reading at blanks fails, every
    line keeps to the columns, and some name does hold a blank. What follows ENDATA is ignored.
    """
    end = data.find(b"\nENDATA")
    after = data.find(b"\n", end + 1) if end >= 0 else -1
    text = decode(data if after < 0 else data[:after], where)
    try:
        problem, notes = _read(text)
    except FaultError as fault:
        raise located(where, fault) from None
    for note in notes:
        warnings.warn(f"{where}:{note}", ReadWarning, stacklevel=3)
    return problem


def _read(text: str) -> tuple[Milp, list[str]]:
    sections, notes = cut_sections(text)
    try:
        problem, more = _read_sections(sections, free_fields)
    except FaultError as free:
        if not keeps_to_columns(sections.values()):
            raise
        try:
            problem, more = _read_sections(sections, fixed_fields)
        except FaultError as fixed:
            # Whoever came further understood the file better.
            raise (fixed if fixed.line > free.line else free) from None
        if not any(" " in name for name in (*problem.variable_names, *problem.row_names)):
            raise
    return problem, notes + more


def _read_sections(sections: dict[str, Section], fields: Fields) -> tuple[Milp, list[str]]:
    maximise = read_sense(sections.get("OBJSENSE"))
    rows = read_rows(sections["ROWS"], fields, read_objective_name(sections.get("OBJNAME")))
    columns = _read_columns(sections["COLUMNS"], fields, rows)
    sides = read_sides(sections.get("RHS"), sections.get("RANGES"), fields, rows)
    box = read_bounds(sections.get("BOUNDS"), fields, columns.names, columns.integer)
    indicators = read_indicators(sections.get("INDICATORS"), fields, rows, columns.names)
    sos = read_sos(sections, fields, columns.names)
    parts = MilpParts(
        names=columns.names,
        row_names=rows.names,
        rows=columns.rows,
        columns=columns.columns,
        values=columns.values,
        exact=columns.exact,
        objective_row=OBJECTIVE,
        row_lower=sides.lower,
        row_upper=sides.upper,
        lower=box.lower,
        upper=box.upper,
        integer=box.integer,
        semicontinuous=box.semicontinuous,
        constant=sides.constant,
        maximise=maximise,
        name=_name(sections),
    )
    binary = check_indicators(indicators, columns.names, box.lower, box.upper, box.integer)
    notes = (
        [] if rows.has_objective else [f"{sections['ROWS'].line}: ROWS has no N row: no objective"]
    )
    return assemble(parts, binary, sos), [*notes, *columns.notes, *sides.notes, *box.notes]


def _read_columns(section: Section, fields: Fields, rows: Rows) -> Columns:
    if fields is free_fields:
        bulk = read_columns_bulk(section.body, rows)
        if bulk is not None:
            return bulk
    return read_columns(section, fields, rows)


def _name(sections: dict[str, Section]) -> str:
    return sections["NAME"].text if "NAME" in sections else ""

"""Cut an MPS text into sections, and sections into records of fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from coopt.read.wording import FaultError, quoted

Fields = Callable[[str, int], list[str]]

OPENING = ("NAME", "OBJSENSE", "OBJNAME")
SECTIONS = (
    *OPENING,
    *("ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS"),
    *("SOS", "SOS1", "SOS2", "INDICATORS", "ENDATA"),
)
REFUSED_SECTIONS = {
    "QUADOBJ": "a quadratic objective",
    "QMATRIX": "a quadratic objective",
    "QSECTION": "a quadratic objective",
    "QUADS": "quadratic rows",
    "QCMATRIX": "quadratic rows",
    "CSECTION": "cones",
    "CONES": "cones",
    "GENCONS": "general constraints",
    "PWLOBJ": "a piecewise-linear objective",
    "PWLNAM": "a piecewise-linear objective",
    "LAZYCONS": "lazy constraints",
    "USERCUTS": "user cuts",
    "SCENARIOS": "scenarios",
    "MULTIOBJ": "several objectives",
    "OBJECTIVES": "several objectives",
    "STOCH": "stochastic data",
    "BASIS": "a basis",
}
# Where text may follow a section's name on its line.
WITH_TEXT = {"NAME", "OBJSENSE", "OBJNAME", "ENDATA"}
SENSES = {"MIN": False, "MINIMIZE": False, "MAX": True, "MAXIMIZE": True}
# Fixed format: fields at these columns, blanks between them.
FIXED_FIELDS = ((1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61))
FIXED_GAPS = ((0, 1), (3, 4), (12, 14), (22, 24), (36, 39), (47, 49))


class Section(NamedTuple):
    """A section: its name, the text after the name, and its body with the body's first line."""

    name: str
    text: str
    line: int
    body: str


class Record(NamedTuple):
    """A data line: its number and its fields."""

    line: int
    fields: list[str]


def cut_sections(text: str) -> tuple[dict[str, Section], list[str]]:
    """Cut the text at its section lines, which begin in column 1.

    Returns
    -------
    sections : dict of str to Section
        By name, in the order of the file.
    notes : list of str
        Warnings.

    Raises
    ------
    FaultError
        If a section is unknown, unsupported, missing, repeated, or out of order.
    """
    sections: dict[str, Section] = {}
    notes: list[str] = []
    starts = _section_starts(text)
    for start, end, line in zip(
        starts, [*starts, len(text)][1:], _line_numbers(text, starts), strict=True
    ):
        head, _, body = text[start:end].partition("\n")
        word, _, rest = head.strip().partition(" ")
        name = word.partition("\t")[0].upper()
        if name in SENSES and _last(sections) == "OBJSENSE" and not rest.strip():
            sections["OBJSENSE"] = sections["OBJSENSE"]._replace(body=f" {head}")
            continue
        _check_head(name, word, head, line, sections)
        if name != word and name not in notes and word.partition("\t")[0] != name:
            notes.append(f"{line}: section {quoted(word)} is read as {name}")
        sections[name] = Section(name, head.strip()[len(name) :].strip(), line, body)
        if name == "ENDATA":
            break
    _check_complete(sections, text)
    return sections, notes


def _last(sections: dict[str, Section]) -> str:
    return next(reversed(sections), "")


def _section_starts(text: str) -> list[int]:
    """Return where lines begin that are neither blank, indented nor comments."""
    data = np.frombuffer(f"\n{text}\n\n".encode("utf-32-le"), np.uint32)
    if text.isascii():
        data = np.frombuffer(f"\n{text}\n\n".encode(), np.uint8)
    following = np.flatnonzero(data == 10)[:-1] + 1
    plain = ~np.isin(data[following], np.frombuffer(b" \t\n*", np.uint8))
    return [int(start) - 1 for start in following[plain]]


def _line_numbers(text: str, starts: list[int]) -> Iterator[int]:
    line, before = 1, 0
    for start in starts:
        line += text.count("\n", before, start)
        before = start
        yield line


def _check_head(name: str, word: str, head: str, line: int, sections: dict[str, Section]) -> None:
    if name in REFUSED_SECTIONS:
        what = REFUSED_SECTIONS[name]
        raise FaultError(line, f"section {name} ({what}) is not supported: linear models only")
    if name not in SECTIONS:
        raise FaultError(line, _unknown_section(word, head, sections))
    if name in sections:
        first = sections[name].line
        raise FaultError(line, f"section {name} appears twice, first on line {first}")
    if name not in WITH_TEXT and head.strip().upper() != name:
        raise FaultError(
            line,
            f"section {name} is followed by {quoted(head.strip()[len(name) :].strip())} on its"
            " line, a line end was expected (data lines begin with a blank)",
        )
    for needed in _needed_before(name):
        if needed not in sections:
            raise FaultError(line, f"section {name} stands before section {needed}")


def _unknown_section(word: str, head: str, sections: dict[str, Section]) -> str:
    if not sections and re.match(r"(min|max)(imi[sz]e|imum)?\b|\\", head, re.IGNORECASE):
        return f"{quoted(head)} is no MPS section: this looks like an LP file"
    return (
        f"unknown section {quoted(word)}, expected one of {' '.join(SECTIONS)}"
        " (data lines begin with a blank)"
    )


def _needed_before(name: str) -> tuple[str, ...]:
    if name in (*OPENING, "ROWS", "ENDATA"):
        return ()
    return ("ROWS",) if name == "COLUMNS" else ("ROWS", "COLUMNS")


def _check_complete(sections: dict[str, Section], text: str) -> None:
    end = text.rstrip("\n").count("\n") + 1
    if "ENDATA" not in sections:
        last = f" in section {_last(sections)}" if sections else ""
        raise FaultError(end, f"the file ends{last} without ENDATA: it is truncated or no MPS file")
    for name in ("ROWS", "COLUMNS"):
        if name not in sections:
            raise FaultError(sections["ENDATA"].line, f"the file has no section {name}")


def records(
    section: Section | None, fields: Fields, known: Container[str] = ()
) -> Iterator[Record]:
    """Yield the data lines of a section, without comments.

    Parameters
    ----------
    section : Section or None
        None yields nothing.
    fields : callable
        Cuts a line, of the given number, into fields.
    known : container of str
        Names that begin no comment although they begin with ``$``.
    """
    if section is None:
        return
    for line, text in enumerate(section.body.split("\n"), section.line + 1):
        if text.startswith("*"):
            continue
        found = fields(text, line)
        if "$" in text:
            found = _without_remark(found, known)
        if found:
            yield Record(line, found)


def _without_remark(found: list[str], known: Container[str]) -> list[str]:
    for k, field in enumerate(found):
        if k >= 2 and field[0] == "$" and field not in known:
            return found[:k]
    return found


def free_fields(text: str, line: int) -> list[str]:
    """Cut a line at its blanks."""
    return text.split()


def fixed_fields(text: str, line: int) -> list[str]:
    """Cut a line at the columns of the fixed format; names may hold blanks.

    Raises
    ------
    FaultError
        If the line has text outside the fields.
    """
    row = text.rstrip()
    gaps = "".join(row[start:end] for start, end in FIXED_GAPS) + row[61:]
    if "\t" in row or gaps.strip():
        raise FaultError(line, "the line does not keep to the columns of the fixed format")
    pieces = (row[start:end].strip() for start, end in FIXED_FIELDS)
    return [piece for piece in pieces if piece]


def keeps_to_columns(sections: Iterable[Section]) -> bool:
    """Say whether every data line keeps to the columns of the fixed format."""
    try:
        for section in sections:
            for _ in records(section, fixed_fields):
                pass
    except FaultError:
        return False
    return True

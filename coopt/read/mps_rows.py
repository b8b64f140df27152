"""The ROWS section of MPS, and which of its N rows is the objective."""

from __future__ import annotations

from typing import NamedTuple

from coopt.read.mps_entries import fields_per_line, plain_body
from coopt.read.mps_sections import SENSES, Fields, Section, free_fields, records
from coopt.read.wording import FaultError, quoted

OBJECTIVE, DROPPED = -1, -2
KINDS = ("N", "L", "G", "E")


class Rows(NamedTuple):
    """What ROWS declares.

    ``position`` leads from a name to the row's position, or to OBJECTIVE or DROPPED; ``kinds``
    holds L, G or E by position.
    """

    position: dict[str, int]
    names: list[str]
    kinds: list[str]
    has_objective: bool


def read_rows(section: Section, fields: Fields, objective: str | None) -> Rows:
    """Read ROWS; the first N row is the objective unless ``objective`` names another."""
    declared = _declared_bulk(section.body) if fields is free_fields else None
    if declared is None:
        declared = _declared(section, fields)
    kinds, every = declared
    free = [name for kind, name in zip(kinds, every, strict=True) if kind == "N"]
    names = [name for kind, name in zip(kinds, every, strict=True) if kind != "N"]
    index = dict(zip(names, range(len(names)), strict=True)) | dict.fromkeys(free, DROPPED)
    chosen = objective if objective is not None else (free[0] if free else None)
    if chosen is not None:
        if chosen not in free:
            raise FaultError(section.line, f"OBJNAME names {quoted(chosen)}, no N row of ROWS")
        index[chosen] = OBJECTIVE
    return Rows(index, names, [kind for kind in kinds if kind != "N"], chosen is not None)


def _declared_bulk(body: str) -> tuple[list[str], list[str]] | None:
    """Return types and names in order; None if anything is unusual."""
    text = plain_body(body)
    if text is None or (fields_per_line(text) != 2).any():
        return None
    tokens = text.split()
    kinds, names = tokens[0::2], tokens[1::2]
    clean = set(kinds) <= set(KINDS) and len(set(names)) == len(names)
    return (kinds, names) if clean else None


def _declared(section: Section, fields: Fields) -> tuple[list[str], list[str]]:
    kinds: list[str] = []
    names: dict[str, int] = {}
    for line, found in records(section, fields):
        if len(found) != 2:
            raise FaultError(line, f"ROWS: {len(found)} fields found, expected a type and a name")
        kind, name = found[0].upper(), found[1]
        if kind not in KINDS:
            raise FaultError(line, f"ROWS: unknown type {quoted(found[0])}, expected N, L, G or E")
        if name in names:
            raise FaultError(
                line, f"ROWS: row {quoted(name)} is declared twice, first on line {names[name]}"
            )
        kinds.append(kind)
        names[name] = line
    return kinds, list(names)


def read_sense(section: Section | None) -> bool:
    """Read OBJSENSE, on its own line or the next; true to maximise."""
    if section is None:
        return False
    line, word = _single_word(section)
    if word.upper() not in SENSES:
        raise FaultError(
            line, f"OBJSENSE: {quoted(word)} found, expected MAX, MAXIMIZE, MIN or MINIMIZE"
        )
    return SENSES[word.upper()]


def read_objective_name(section: Section | None) -> str | None:
    """Read OBJNAME, on its own line or the next."""
    return None if section is None else _single_word(section)[1]


def _single_word(section: Section) -> tuple[int, str]:
    words = [(section.line, section.text)] if section.text else []
    words += [(line, " ".join(found)) for line, found in records(section, free_fields)]
    if len(words) != 1:
        raise FaultError(section.line, f"{section.name}: {len(words)} entries found, expected one")
    return words[0]

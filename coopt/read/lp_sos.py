"""The special ordered sets of LP files."""

from __future__ import annotations

from functools import partial

from coopt.problem.milp import Sos
from coopt.read.lp_expressions import Cursor, cursor_of, read_signed_number
from coopt.read.lp_sections import LpSection, line_of
from coopt.read.sets import SosDraft, finish_set
from coopt.read.wording import quoted


def read_sos(section: LpSection, index: dict[str, int]) -> list[Sos]:
    """Read sets ``name: S1:: x:1 y:2``, or ``name: x:1 y:2`` under a section SOS1 or SOS2."""
    cursor = cursor_of(section)
    drafts: list[SosDraft] = []
    while cursor.peek():
        draft = _begin_set(cursor)
        drafts.append(draft)
        while cursor.peek() and not _at_new_set(cursor):
            _read_member(cursor, index, draft)
    return [finish_set(draft) for draft in drafts]


def _ahead(cursor: Cursor, count: int) -> list[str]:
    cursor.peek()
    found = [token for token in cursor.tokens[cursor.at : cursor.at + 2 * count] if token != "\n"]
    return [*found, "", "", "", ""][:count]


def _at_new_set(cursor: Cursor) -> bool:
    _, second, third, fourth = _ahead(cursor, 4)
    if second == "::":
        return True
    # ``name: S1::`` begins a set; ``name: 3`` is a member; under SOS1, ``name: x`` a set.
    return second == ":" and (fourth in ("::", ":")) and third[:1].isalpha()


def _begin_set(cursor: Cursor) -> SosDraft:
    line, name, kind = partial(line_of, cursor.section, cursor.at), "", ""
    first, second, third, fourth = _ahead(cursor, 4)
    if second == ":" and (fourth == "::" or not _is_number(third)):
        name = first
        cursor.take()
        cursor.take()
        first, second = third, fourth
    if second == "::":
        kind = first.upper()
        if kind not in ("S1", "S2"):
            cursor.fail(f"{quoted(first)} is no kind of a set, expected S1 or S2")
        cursor.take()
        cursor.take()
    section_kind = cursor.section.word.upper()
    if len(section_kind) == 4:
        if kind and kind[1] != section_kind[3]:
            cursor.fail(f"a set of kind {kind} stands in section {section_kind}", back=1)
        kind = f"S{section_kind[3]}"
    if not kind:
        cursor.unexpected("a set such as 'name: S1:: x:1 y:2'")
    return SosDraft(int(kind[1]), name, line)


def _is_number(token: str) -> bool:
    return token[:1] in set("0123456789.+-") and bool(token)


def _read_member(cursor: Cursor, index: dict[str, int], draft: SosDraft) -> None:
    name = cursor.peek()
    if name not in index:
        cursor.fail(f"set {quoted(draft.name)} names variable {quoted(name)}, which no term has")
    cursor.take()
    if cursor.peek() != ":":
        cursor.unexpected("a colon and a weight")
    cursor.take()
    weight = read_signed_number(cursor)
    draft.add(index[name], weight.value, name, partial(line_of, cursor.section, cursor.at - 1))

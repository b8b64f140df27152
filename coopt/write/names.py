"""Names that a file format can hold."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence

from coopt.errors import ReadWarning
from coopt.problem.milp import Milp, row_names, variable_names
from coopt.read.lp_sections import NAME, NOT_NAMES, SECTIONS

_MPS = re.compile(r"[^\s$][^\s]*\Z")
_LP_SECTION = re.compile("(?:" + "|".join(SECTIONS.values()) + r")\Z", re.IGNORECASE)


def mps_names(problem: Milp) -> tuple[Sequence[str], Sequence[str]]:
    """Return names of variables and rows for free MPS: no blanks, and no ``$`` in front."""
    return (
        _usable(variable_names(problem), "x", "variables", _is_mps_name),
        _usable(row_names(problem), "r", "rows", _is_mps_name),
    )


def lp_names(problem: Milp) -> tuple[Sequence[str], Sequence[str]]:
    """Return names of variables and rows for LP: neither numbers, operators nor sections."""
    return (
        _usable(variable_names(problem), "x", "variables", _is_lp_name),
        _usable(row_names(problem), "r", "rows", _is_lp_name),
    )


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a name that none of the others is."""
    others = set(taken)
    while wanted in others:
        wanted += "_"
    return wanted


def _is_mps_name(name: str) -> bool:
    return _MPS.match(name) is not None and name.isprintable() and name != "'MARKER'"


def _is_lp_name(name: str) -> bool:
    return (
        NAME.match(name) is not None
        and name.lower() not in NOT_NAMES
        and re.match(r"[eE](?:\d|\Z)", name) is None
        and _LP_SECTION.match(name) is None
        and name.isprintable()
    )


def _usable(
    names: Sequence[str], letter: str, what: str, is_usable: Callable[[str], bool]
) -> Sequence[str]:
    bad = next((name for name in names if not is_usable(name)), None)
    if bad is None and len(set(names)) == len(names):
        return names
    why = "two of them are equal" if bad is None else f"it cannot hold {bad!r}"
    warnings.warn(
        f"the file names the {what} {letter}0, {letter}1, ...: {why}", ReadWarning, stacklevel=4
    )
    return [f"{letter}{k}" for k in range(len(names))]

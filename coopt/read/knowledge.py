"""Read what is known of a graph beforehand: Tetrad's knowledge files [1]_.

References
----------
.. [1] Ramsey et al. (2018). TETRAD - A toolbox for causal discovery. *8th International Workshop
       on Climate Informatics*.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from coopt.problem.csr import Ints
from coopt.problem.dag import Bools
from coopt.read.source import decode
from coopt.read.wording import FaultError, located, quoted

SECTIONS = ("addtemporal", "forbiddirect", "requiredirect")
TIER = re.compile(r"(\d+)(\*?)\Z")


class Knowledge(NamedTuple):
    """Tiers, if every node has one, and edges that may not and that must be there."""

    tiers: Ints | None
    forbidden: Bools | None
    required: Bools | None


def read_knowledge(data: bytes, where: str, names: Sequence[str]) -> Knowledge:
    """Read a knowledge file.

    Parameters
    ----------
    data : bytes
        Sections ``addtemporal`` (lines of a tier and its nodes; a star behind the tier forbids
        edges within it), ``forbiddirect`` and ``requiredirect`` (lines of two nodes, from and to).
    where : str
        Its name, for errors.
    names : sequence of str
        The nodes.

    Raises
    ------
    InstanceError
        If a line belongs to no section or names no node.
    """
    try:
        return _parse(decode(data, where), names)
    except FaultError as fault:
        raise located(where, fault) from None


def _parse(text: str, names: Sequence[str]) -> Knowledge:
    d = len(names)
    tier = np.full(d, -1, dtype=np.int64)
    forbidden, required = (np.zeros((d, d), dtype=np.bool_) for _ in range(2))
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words or words == ["/knowledge"] or words[0].startswith("#"):
            continue
        if words[0] in SECTIONS:
            section, words = words[0], words[1:]
            if not words:
                continue
        if section == "addtemporal":
            _take_tier(words, names, number, tier, forbidden)
        elif section:
            source, target = _pair(words, names, number)
            (required if section == "requiredirect" else forbidden)[source, target] = True
        else:
            raise FaultError(number, f"expected one of {', '.join(SECTIONS)}, not {words[0]!r}")
    if (tier < 0).any():
        known = tier >= 0
        forbidden |= known[:, None] & known & (tier[:, None] > tier)
    return Knowledge(
        tiers=None if (tier < 0).any() else tier,
        forbidden=forbidden if forbidden.any() else None,
        required=required if required.any() else None,
    )


def _take_tier(
    words: list[str], names: Sequence[str], number: int, tier: Ints, forbidden: Bools
) -> None:
    match = TIER.match(words[0])
    if match is None:
        raise FaultError(number, f"{quoted(words[0])} is no tier, expected a whole number")
    nodes = [_node(word, names, number) for word in words[1:]]
    for node in nodes:
        if tier[node] >= 0:
            raise FaultError(number, f"{quoted(names[node])} is in two tiers")
        tier[node] = int(match[1])
    if match[2]:
        forbidden[np.ix_(nodes, nodes)] |= ~np.eye(len(nodes), dtype=bool)


def _pair(words: list[str], names: Sequence[str], number: int) -> tuple[int, int]:
    if len(words) != 2:
        raise FaultError(number, f"the edge has {len(words)} nodes, expected two")
    source, target = (_node(word, names, number) for word in words)
    return source, target


def _node(word: str, names: Sequence[str], number: int) -> int:
    if word not in names:
        close = difflib.get_close_matches(word, names, n=1, cutoff=0.4)
        hint = f"did you mean {quoted(close[0])}?" if close else f"columns: {', '.join(names)}"
        raise FaultError(number, f"{quoted(word)} is no column; {hint}")
    return names.index(word)

"""What the formats of graphs share: nodes on a line, and the graph that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from coopt.problem.csr import Ints
from coopt.problem.independent_set import IndependentSet
from coopt.read.fields import whole
from coopt.read.wording import FaultError

NODE_LIMIT = 50_000_000
"""More nodes than this are a slip of the pen, or more than memory holds."""


def number_of_nodes(text: str, line: int) -> int:
    """Read how many nodes there are.

    Raises
    ------
    FaultError
        If it is no sensible number; likewise below.
    """
    return _checked(whole(text, line, "the number of nodes"), line)


def node(text: str, line: int, first: int, n: int) -> int:
    """Read a node that the file counts from ``first`` on; return it counted from 0."""
    found = whole(text, line, "a node") - first
    if not 0 <= found < n:
        raise FaultError(line, f"node {text} is outside {first}..{n - 1 + first}")
    return found


def many_edges(text: str, lines: re.Pattern[str], first: int) -> Ints | None:
    """Read lines of edges at once.

    Parameters
    ----------
    text : str
        Lines, of which each should hold two nodes.
    lines : re.Pattern
        What the whole text matches then; numbers of at most 9 digits, blanks, commas, an ``e``.
    first : int
        Number of the first node.

    Returns
    -------
    ndarray of int64, shape (2 * edges,), or None
        The ends of the edges, counted from 0. None if some line needs a closer look.
    """
    if lines.fullmatch(text) is None:
        return None
    plain = text.replace("e", " ").replace(",", " ")
    ends = np.fromstring(plain, dtype=np.int64, sep=" ") - first
    if ends.min(initial=0) < 0 or (ends[::2] == ends[1::2]).any():
        return None
    return ends


def graph(
    n: int, ends: Sequence[int] | Ints, weight: Sequence[float] | None = None, name: str = ""
) -> IndependentSet:
    """Make a graph from the ends of its edges, one edge after the other."""
    pairs = np.array(ends, dtype=np.int64).reshape(-1, 2)
    return IndependentSet.from_edges(_checked(n, 1), pairs, weight, name)


def _checked(n: int, line: int) -> int:
    if n > NODE_LIMIT:
        raise FaultError(line, f"the graph has {n} nodes, more than {NODE_LIMIT}")
    return n

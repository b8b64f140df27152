"""How decisions are drawn from the scores, in words and as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from coopt.errors import OptionError

HYBRID = "hybrid"
"""What to decode if constructions and local search shall take turns."""
PLAIN = "none"
"""What to decode if there shall be no policy: the search begins at a plain solution."""
LARGEST_WIDTH = 9999


@dataclass(frozen=True, slots=True)
class Decoding:
    """How decisions are drawn from the scores.

    Parameters
    ----------
    kind : str
        ``greedy``: the most probable each time. ``beam``: the most probable ``width`` beginnings
        are kept. ``sample``: ``width`` independent draws.
    width : int
        Constructions of each instance.
    """

    kind: Literal["greedy", "beam", "sample"] = "greedy"
    width: int = 1

    def __str__(self) -> str:
        return self.kind if self.kind == "greedy" else f"{self.kind}{self.width}"


def decoding(text: str) -> Decoding:
    """Read ``greedy``, or ``beam`` or ``sample`` with a width, such as ``beam16``.

    Raises
    ------
    OptionError
        If the text is none of these.
    """
    found = re.fullmatch(r"(beam|sample)([1-9]\d*)", text, re.ASCII)
    if text == "greedy":
        return Decoding()
    if found is None or len(found[2]) > len(str(LARGEST_WIDTH)):
        raise OptionError(
            f"bq_nco.decode is {text!r}, expected greedy, or such as beam16 or sample64"
            f" (up to {LARGEST_WIDTH}), or {HYBRID}, or in a batch {PLAIN}"
        )
    return Decoding("beam" if found[1] == "beam" else "sample", int(found[2]))

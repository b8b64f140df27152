"""What a heuristic is to the search for an incumbent: something that yields candidates."""

from __future__ import annotations

from typing import Protocol

from coopt.problem.csr import Floats


class CandidateSource(Protocol):
    """A resumable heuristic; work is counted in matrix entries, not in seconds."""

    @property
    def work(self) -> int:
        """Matrix entries touched so far."""

    def advance(self, budget: int) -> Floats | None:
        """Work for about ``budget`` entries; return a candidate if one was found.

        Its integer part may be all that is right with it: the caller completes and checks it.
        """

    def adopt(self, x: Floats, value: float) -> None:
        """Take an incumbent of objective ``value`` (without offset), found by another."""

"""What a method sees of a solve: four calls, a voice, and its options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Claim = Literal["optimal", "infeasible", "unbounded", "infeasible_or_unbounded"]


class Bus(Protocol):
    """The shared incumbent and bounds, as a method sees them (minimisation)."""

    def offer(self, x: NDArray[Any]) -> None:
        """Offer a candidate; it is verified on the original problem and kept if better."""

    def raise_dual(self, bound: float) -> None:
        """State that no solution has an objective below ``bound``."""

    def best(self) -> tuple[NDArray[np.float64], float] | None:
        """Return the incumbent and its objective, or None."""

    def stop(self) -> bool:
        """Return whether the method should end now."""

    def tell(self, kind: Literal["claim", "nodes", "note", "data"], what: Any) -> None:
        """Say a claim, a node count, a note in words, or data for the events."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a method is told about its run.

    Parameters
    ----------
    deadline : float
        ``time.monotonic()`` at which the solve ends; infinite without a limit.
    gap : float
        Relative gap at which the solve ends.
    threads : int
        Threads this method may keep busy.
    node_limit : int or None
        Limit on branch-and-bound nodes.
    memory : int or None
        Bytes this method may use.
    seed : int
        The seed of the solve; 0 leaves an engine its own default.
    settings : mapping
        The method's own options, as text.
    alone : bool
        Whether no other method takes part in the solve.
    """

    deadline: float = float("inf")
    gap: float = 1e-6
    threads: int = 1
    node_limit: int | None = None
    memory: int | None = None
    seed: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False


Run = Callable[[Any, Bus, Options, np.random.Generator], None]

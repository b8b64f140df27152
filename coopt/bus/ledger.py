"""The ledger of a solve: the verified incumbent, the dual bound, claims, and the trace."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from coopt.bus.protocol import Claim
from coopt.check import candidate
from coopt.check.column_ray import column_ray
from coopt.check.evaluation import Certificate
from coopt.check.objective_step import objective_step
from coopt.result import Event, relative_gap

# A verified point may lie below an engine's bound by what feasibility tolerances allow.
CONTRADICTION = 1e-4
ABSOLUTE_GAP = 1e-9
NEAR = 1e-2
# Up to here a violation is rounding; above, tolerance may have bought a better objective.
FIRM = 1e-9
BOUGHT = 1e-4
BOUND_EVERY_S = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Incumbent:
    """A verified solution: its vector, minimised objective, source and time of finding (s).

    It is firm if its violations are rounding, else a repair may make it so.
    """

    x: NDArray[Any]
    objective: float
    source: str
    time_s: float
    firm: bool = True


class Ledger:
    """The state of a solve in the parent. It verifies; nobody's own claim is believed.

    Parameters
    ----------
    problem
        The problem, as it was read.
    on_event : callable, optional
        Is told of every event.
    repairs : bool
        Whether candidates can be repaired. Then one whose violations are more than rounding must
        be better by more than they can have bought, or be repaired first.
    """

    def __init__(
        self,
        problem: Any,
        on_event: Callable[[Event], None] | None = None,
        repairs: bool = False,
    ) -> None:
        self.problem = problem
        self.repairs = repairs
        self.began = time.monotonic()
        self.incumbent: Incumbent | None = None
        self.near_miss: NDArray[Any] | None = None
        self.claims: dict[str, Claim] = {}
        self.notes: list[str] = []
        self.trace: list[Event] = []
        self.nodes: dict[str, int] = {}
        self._duals: dict[str, float] = {}
        self._distrusted: set[str] = set()
        self._near_objective = math.inf
        self._bound_shown_at = -math.inf
        self._on_event = on_event
        self._sign = -1.0 if getattr(problem, "maximise", False) else 1.0
        self._step = objective_step(problem)
        self._ray = column_ray(problem)
        self._certificate: tuple[Incumbent, Certificate] | None = None

    def elapsed(self) -> float:
        """Return the seconds since the solve began."""
        return time.monotonic() - self.began

    @property
    def dual_bound(self) -> float:
        """The best dual bound of all trusted sources, never above the incumbent."""
        bound = max(self._duals.values(), default=-math.inf)
        return min(bound, self.incumbent.objective) if self.incumbent else bound

    @property
    def proven_unbounded(self) -> bool:
        """Whether a verified point and a ray of one variable prove it, whatever engines say."""
        return self._ray is not None and self.incumbent is not None

    def offer(self, x: NDArray[Any], source: str) -> bool:
        """Verify a candidate; keep it and return True if it is feasible and better."""
        point = candidate.canonical(self.problem, x)
        verdict = candidate.evaluate(self.problem, point)
        firm = not self.repairs or verdict.violation <= FIRM
        if not self._improves(verdict.objective, 1e-9) and not (
            firm and self._makes_firm(verdict.objective)
        ):
            return False
        if not (verdict.feasible and firm):
            self._remember(x, verdict.violation, verdict.objective)
            if not verdict.feasible or not self._improves(verdict.objective, BOUGHT):
                return False
        self.incumbent = Incumbent(point, verdict.objective, source, self.elapsed(), firm)
        self._reconcile()
        self.emit("incumbent", source)
        return True

    def _improves(self, objective: float, share: float) -> bool:
        """Whether an objective is better than the incumbent's by more than a share of it."""
        if self.incumbent is None:
            return True
        best = self.incumbent.objective
        margin = share * max(1.0, abs(best))
        if self._step is not None and not self.repairs:
            # On a grid of objectives a step counts, however large they are.
            margin = min(margin, 0.5 * self._step[1])
        return objective < best - margin

    def _makes_firm(self, objective: float) -> bool:
        """Whether a firm point of this objective replaces an incumbent that is not."""
        if self.incumbent is None or self.incumbent.firm:
            return False
        best = self.incumbent.objective
        return objective <= best + BOUGHT * max(1.0, abs(best))

    def raise_dual(self, bound: float, source: str) -> bool:
        """Take a bound of an exact method; return whether the overall bound rose."""
        if source in self._distrusted or not math.isfinite(bound) or self._ray is not None:
            return False
        for other in [s for s, claim in self.claims.items() if claim == "unbounded"]:
            self.note(f"{other} claimed unbounded, but {source} has a bound")
            del self.claims[other]
        before = self.dual_bound
        self._duals[source] = max(self._duals.get(source, -math.inf), self._round_up(bound))
        self._reconcile()
        after = self.dual_bound
        if after > before and self._shows(before):
            self._bound_shown_at = self.elapsed()
            self.emit("bound", source)
        return after > before

    def claim(self, what: Claim, source: str) -> None:
        """Note a method's claim; a verified point refutes infeasibility at once.

        Of "infeasible or unbounded" a verified point leaves unbounded: with rational data a
        feasible problem whose relaxation has an improving ray has one itself.
        """
        if what == "infeasible" and self.incumbent is not None:
            self.note(f"{source} claimed infeasible, but a verified solution exists")
            self._distrust(source)
            return
        if what == "infeasible_or_unbounded" and self.incumbent is not None:
            what = "unbounded"
        self.claims[source] = what
        self.emit("note", source, f"claims {what}")

    def gap(self) -> float:
        """Return the relative gap; infinite without both bounds."""
        if self.incumbent is None or not math.isfinite(self.dual_bound):
            return math.inf
        if self.incumbent.objective - self.dual_bound <= ABSOLUTE_GAP:
            return 0.0
        gap = relative_gap(self.incumbent.objective, self.dual_bound)
        return math.inf if gap is None else gap

    def certificate(self) -> Certificate | None:
        """Return the exact check of the incumbent, computed once for each."""
        if self.incumbent is None:
            return None
        if self._certificate is None or self._certificate[0] is not self.incumbent:
            self._certificate = (
                self.incumbent,
                candidate.certify(self.problem, self.incumbent.x),
            )
        return self._certificate[1]

    @property
    def certified(self) -> bool:
        """Whether the incumbent's exact check is done already."""
        return self._certificate is not None and self._certificate[0] is self.incumbent

    def note(self, text: str) -> None:
        """Keep a note for the result."""
        if text not in self.notes:
            self.notes.append(text)

    def emit(self, kind: str, source: str, text: str = "", data: Any = None) -> None:
        """Append an event to the trace and tell the listener."""
        primal = self.incumbent.objective if self.incumbent else None
        event = Event(
            time_s=self.elapsed(),
            kind=kind,
            source=source,
            primal_bound=self.outward(primal),
            dual_bound=self.outward(self.dual_bound),
            nodes=self.nodes.get(source),
            text=text,
            data=data or {},
        )
        self.trace.append(event)
        if self._on_event is not None:
            self._on_event(event)

    def outward(self, value: float | None) -> float | None:
        """Turn a minimised value into the sense of the source; None if infinite."""
        if value is None or not math.isfinite(value):
            return None
        return self._sign * value + 0.0

    def _round_up(self, bound: float) -> float:
        """Use that every objective value is ``base + k * step``."""
        if self._step is None:
            return bound
        base, step = self._step
        return base + step * math.ceil((bound - base) / step - 1e-6)

    def _shows(self, before: float) -> bool:
        """Whether a rise of the bound is worth a line: the first, the last, a few a second."""
        late = self.elapsed() - self._bound_shown_at >= BOUND_EVERY_S
        return late or not math.isfinite(before) or self.gap() == 0.0

    def _reconcile(self) -> None:
        """Withdraw the bounds of sources that a verified point contradicts."""
        if self.incumbent is None:
            return
        best = self.incumbent.objective
        for source, bound in list(self._duals.items()):
            if bound > best + CONTRADICTION * max(1.0, abs(best)):
                self.note(f"{source} stated a bound that a verified solution contradicts")
                self._distrust(source)
        for source, claim in list(self.claims.items()):
            if claim == "infeasible":
                self.note(f"{source} claimed infeasible, but a verified solution exists")
                self._distrust(source)

    def _distrust(self, source: str) -> None:
        self._distrusted.add(source)
        self._duals.pop(source, None)
        self.claims.pop(source, None)

    def _remember(self, x: NDArray[Any], violation: float, objective: float) -> None:
        """Keep the best candidate that misses feasibility by little, for the repair."""
        if violation <= NEAR and objective < self._near_objective:
            self.near_miss, self._near_objective = x.copy(), objective

"""CP-SAT for tours through some of the nodes: a circuit whose loops leave nodes out.

Notes
-----
Lengths, prizes and penalties are made whole by powers of two. What is whole already stays exact.
Otherwise lengths are rounded down, so that every allowed tour stays allowed and costs no more
than it does; prizes that are needed are rounded up, penalties down. The bound is then valid, and
the bus refuses what the rounding lets through. A proof is claimed where nothing was rounded; with
rounding the bound closes the gap only up to it.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model
from ortools.sat.python import cp_model_helper as sat

from coopt.bus.protocol import Bus, Options
from coopt.check.prize_collecting import goal
from coopt.check.sequence import TOLERANCE
from coopt.engines.cpsat import LOOK_S, search_parameters
from coopt.problem.distances import distance_matrix
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting

LARGEST = 60
"""Nodes above which nothing is tried."""
FINE = 2.0**36
"""What the sum of all rounded numbers may reach."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Whole:
    """Numbers times ``scale``, rounded, and whether rounding changed any."""

    values: Ints
    scale: float
    exact: bool


@dataclass(frozen=True, slots=True, eq=False)
class Circuit:
    """A model with an arc literal for each pair of nodes and a loop for each node left out."""

    model: Any
    arcs: dict[tuple[int, int], Any]
    loops: dict[int, Any]
    n: int


def run_orienteering(
    problem: Orienteering, bus: Bus, options: Options, rng: np.random.Generator
) -> None:
    """Maximise the prize of a circuit within the budget.

    Parameters
    ----------
    problem : Orienteering
        With at most 60 nodes; larger ones are left to others.
    bus : Bus
        Where incumbents and bounds go, and where the hint comes from.
    options : Options
        ``settings``: ``workers`` and any parameter of CP-SAT.
    rng : Generator
        Not used: CP-SAT is seeded by ``options.seed``.
    """
    bus.offer(np.zeros(problem.n - 1))
    if not _applies(problem.n, bus):
        return
    lengths = _whole(distance_matrix(problem.distances), np.floor)
    prizes = _whole(problem.prize, np.ceil)
    budget = problem.budget * (1.0 + TOLERANCE) + TOLERANCE
    circuit = _circuit(problem.n)
    circuit.model.add(_length(circuit, lengths) <= math.floor(budget * lengths.scale))
    total = int(prizes.values.sum())
    lost = sum(int(prizes.values[i]) * loop for i, loop in circuit.loops.items())
    circuit.model.minimize(lost - total)
    _solve(circuit, prizes.scale, lengths.exact and prizes.exact, bus, options)


def run_prize_collecting(
    problem: PrizeCollecting, bus: Bus, options: Options, rng: np.random.Generator
) -> None:
    """Minimise length plus penalties of a circuit with enough prize; arguments as above."""
    bus.offer(np.arange(1.0, problem.n))
    if not _applies(problem.n, bus):
        return
    matrix = distance_matrix(problem.distances)
    penalty = problem.penalty.copy()
    penalty[0] = 0.0
    costs = _whole(np.append(matrix.ravel(), penalty), np.floor)
    lengths = Whole(costs.values[: matrix.size].reshape(matrix.shape), costs.scale, costs.exact)
    prizes = _whole(problem.prize, np.ceil)
    need = goal(problem) * (1.0 - TOLERANCE) - TOLERANCE
    circuit = _circuit(problem.n)
    room = int(prizes.values.sum()) - math.ceil(need * prizes.scale)
    circuit.model.add(
        sum(int(prizes.values[i]) * loop for i, loop in circuit.loops.items()) <= room
    )
    missed = costs.values[matrix.size :]
    paid = sum(int(missed[i]) * loop for i, loop in circuit.loops.items())
    circuit.model.minimize(_length(circuit, lengths) + paid)
    _solve(circuit, costs.scale, costs.exact and prizes.exact, bus, options)


def _applies(n: int, bus: Bus) -> bool:
    if n > LARGEST:
        bus.tell("note", f"does not apply: {n} nodes are more than {LARGEST}")
        return False
    return n > 1


def _whole(values: NDArray[Any], rounding: Any) -> Whole:
    """Make numbers whole by a power of two; as they are, if they are."""
    numbers = np.asarray(values, dtype=float)
    total = float(np.abs(numbers).sum())
    if np.array_equal(numbers, np.rint(numbers)) and total < FINE:
        return Whole(numbers.astype(np.int64), 1.0, True)
    scale = 2.0 ** math.floor(math.log2(FINE / max(total, 1e-300)))
    scale = min(scale, 2.0**60)
    scaled = numbers * scale
    whole = rounding(scaled)
    return Whole(whole.astype(np.int64), scale, bool(np.array_equal(whole, scaled)))


def _circuit(n: int) -> Circuit:
    """Return the circuits through node 0, and the one that leaves all others out."""
    model = cp_model.CpModel()
    arcs = {(i, j): model.new_bool_var("") for i in range(n) for j in range(n) if i != j}
    loops = {i: model.new_bool_var("") for i in range(1, n)}
    # A loop at node 0 is the tour that stays at home: then every other node has its loop, too.
    home = model.new_bool_var("")
    every = [(i, j, arc) for (i, j), arc in arcs.items()]
    every += [(i, i, loop) for i, loop in loops.items()]
    model.add_circuit([*every, (0, 0, home)])
    for loop in loops.values():
        model.add_implication(home, loop)
    return Circuit(model, arcs, loops, n)


def _length(circuit: Circuit, lengths: Whole) -> Any:
    return sum(int(lengths.values[i, j]) * arc for (i, j), arc in circuit.arcs.items())


def _tour(circuit: Circuit, values: Any) -> NDArray[np.float64]:
    """Return the solution's vector for values of the variables."""
    after = {i: j for (i, j), arc in circuit.arcs.items() if values[arc.index]}
    x = np.zeros(circuit.n - 1)
    here, k = after.get(0, 0), 0
    while here != 0:
        x[k], here, k = here, after[here], k + 1
    return x


def _hint(circuit: Circuit, x: NDArray[np.float64]) -> None:
    nodes = [0, *x[x > 0].astype(int).tolist(), 0]
    used = set(pairwise(nodes))
    for pair, arc in circuit.arcs.items():
        circuit.model.add_hint(arc, pair in used)
    for i, loop in circuit.loops.items():
        circuit.model.add_hint(loop, i not in nodes)


class _Found(sat.SolutionCallback):
    """Offers each solution."""

    def __init__(self, bus: Bus, circuit: Circuit) -> None:
        super().__init__()
        self._bus = bus
        self._circuit = circuit
        self.failure: BaseException | None = None

    def OnSolutionCallback(self) -> None:
        """Offer the solution; an exception is kept for after the solve."""
        try:
            response = self.Response()  # type: ignore[no-untyped-call]
            self._bus.offer(_tour(self._circuit, response.solution))
        except BaseException as failure:  # C++ cannot carry it
            self.failure = failure


def _solve(circuit: Circuit, scale: float, exact: bool, bus: Bus, options: Options) -> None:
    best = bus.best()
    if best is not None:
        _hint(circuit, best[0])
    solver = sat.SolveWrapper()
    solver.set_parameters(search_parameters(options))
    found = _Found(bus, circuit)
    solver.add_solution_callback(found)

    def bound(value: float) -> None:
        # A bound on whole numbers; what rounding took is not in it.
        bus.raise_dual(math.ceil(value - 1e-6) / scale)

    solver.add_best_bound_callback(bound)
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(solver, bus, ended), daemon=True)
    watch.start()
    try:
        response = solver.solve(circuit.model.proto)  # type: ignore[no-untyped-call]
    finally:
        ended.set()
        watch.join()
    if found.failure is not None:
        raise found.failure
    if response.status == sat.OPTIMAL:
        bus.offer(_tour(circuit, response.solution))
        bound(response.best_objective_bound)
        if exact:
            bus.tell("claim", "optimal")


def _watch(solver: Any, bus: Bus, ended: threading.Event) -> None:
    while not ended.wait(LOOK_S):
        if bus.stop():
            solver.stop_search()

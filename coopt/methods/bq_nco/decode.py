"""How the policy acts: many instances of one size at once; greedily, by beams, or at random."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from coopt.errors import PolicyError
from coopt.methods.bq_nco.decoding import Decoding
from coopt.methods.bq_nco.model import BqNetwork, Size
from coopt.methods.bq_nco.state import (
    Bools,
    Instances,
    Int64s,
    Singles,
    State,
    lengths,
    selected,
    start,
    without,
)
from coopt.methods.bq_nco.task import Task, task_named
from coopt.nn.policy import check_card, load_weights
from coopt.problem.csr import Floats
from coopt.training.recipe import read_recipe
from coopt.training.toml_table import from_table

NODES_AT_ONCE = 2**18
PAIRS_AT_ONCE = 2**21
"""What one call of the network sees at most."""

Score = Callable[[Singles, Singles | None, Bools], NDArray[np.float64]]
"""``score(features, edges, allowed)`` gives log-probabilities, shape (rows, m * outputs)."""


@dataclass(frozen=True, slots=True, eq=False)
class Rollouts:
    """Constructions of a batch of instances.

    Parameters
    ----------
    nodes, outputs : ndarray of int64, shape (batch, width, steps)
        The node of each decision, -1 where there was none any more, and its output. Where paths
        grow at both ends, in the order of the path.
    cost : ndarray of float64, shape (batch, width)
        True costs, minimised.
    """

    nodes: Int64s
    outputs: Int64s
    cost: Floats

    def best(self) -> tuple[Int64s, Int64s, Floats]:
        """Return the construction of the least true cost of each instance."""
        rows, pick = np.arange(self.cost.shape[0]), self.cost.argmin(axis=1)
        return self.nodes[rows, pick], self.outputs[rows, pick], self.cost[rows, pick]


def scorer(network: BqNetwork) -> Score:
    """Return the function that asks the network, in parts that fit into memory."""
    network.eval()
    device = next(network.parameters()).device

    def score(features: Singles, edges: Singles | None, allowed: Bools) -> NDArray[np.float64]:
        rows, m = features.shape[:2]
        part = max(1, NODES_AT_ONCE // m if edges is None else PAIRS_AT_ONCE // (m * m))
        out = np.empty((rows, allowed[0].size))
        for k in range(0, rows, part):
            place = slice(k, k + part)
            pairs = None if edges is None else torch.from_numpy(edges[place]).to(device)
            with torch.inference_mode():
                scores, _ = network(
                    torch.from_numpy(features[place]).to(device),
                    pairs,
                    torch.from_numpy(allowed[place]).to(device),
                )
                out[place] = torch.log_softmax(scores, dim=1).cpu().numpy()
        return out

    return score


def load_network(folder: Path, name: str, threads: int = 1) -> BqNetwork:
    """Read a policy.

    Parameters
    ----------
    folder : Path
        Where ``recipe.toml`` and ``weights.safetensors`` are.
    name : str
        The task that it must be for.
    threads : int
        Threads that the network may keep busy.

    Raises
    ------
    CooptError
        If the recipe or the weights cannot be used.
    """
    recipe = read_recipe(folder / "recipe.toml")
    if (recipe.method, recipe.task) != ("bq_nco", name):
        raise PolicyError(
            f"{folder}: a policy of {recipe.method} for {recipe.task}, not for {name}"
        )
    torch.set_num_threads(threads)
    network = BqNetwork(task_named(name).spec, from_table(Size, recipe.model, "model"))
    shapes = {key: tuple(part.shape) for key, part in network.state_dict().items()}
    weights = load_weights(folder / "weights.safetensors", shapes)
    check_card(folder / "weights.safetensors")
    network.load_state_dict({key: torch.from_numpy(part) for key, part in weights.items()})
    return network


def construct(
    score: Score,
    task: Task,
    instances: Instances,
    how: Decoding,
    neighbours: int = 0,
    rng: np.random.Generator | None = None,
    stop: Callable[[], bool] = lambda: False,
    begin: State | None = None,
) -> Rollouts | None:
    """Construct solutions of all instances of a batch, step by step side by side.

    Parameters
    ----------
    score : callable
        The policy.
    task : Task
        The problem.
    instances : Instances
        A batch of equal size.
    how : Decoding
        Greedy, beams or samples.
    neighbours : int
        Besides the ends, the policy sees so many nodes nearest the origin; 0 for all. It needs
        ends. As long as there are more, paths grow at the origin alone.
    rng : numpy.random.Generator, optional
        Source of randomness; samples need it.
    stop : callable
        Asked before each step.
    begin : State, optional
        What is left of each instance in turn, one row for each; the whole instances if not given.

    Returns
    -------
    Rollouts or None
        None if it was stopped. Beams are kept by probability and judged by true cost; they, too,
        grow paths at the origin alone, as one path is otherwise many.
    """
    spec, batch = task.spec, instances.limit.size
    state = start(instances, spec.ends) if begin is None else begin
    if how.kind == "sample":
        state = selected(state, np.repeat(np.arange(batch), how.width))
    likely, live = np.zeros(state.rows), np.ones(state.rows, dtype=bool)
    steps = state.nodes.shape[1] - (2 if spec.ends else 0)
    trail = np.full((state.rows, steps, 2), -1, dtype=np.int64)
    backs = np.zeros(state.rows, dtype=np.int64)
    for step in range(steps):
        if stop():
            return None
        allowed = task.allowed(instances, state)
        few = spec.ends and 0 < neighbours < state.nodes.shape[1] - 2
        if spec.both and (few or (how.kind == "beam" and how.width > 1)):
            allowed[..., 1] = False
        live = live & allowed.any(axis=(1, 2))
        if not live.any():
            break
        columns = _shown(instances, state, allowed, neighbours if few else 0)
        probable = _probabilities(score, task, instances, state, allowed, columns, live)
        if how.kind == "beam":
            parent, choice, likely = _beams(probable, likely, batch, how.width)
        else:
            noise = rng.gumbel(size=probable.shape) if how.kind == "sample" and rng else 0.0
            parent, choice = np.arange(state.rows), np.argmax(probable + noise, axis=1)
        state, live, trail = selected(state, parent), live[parent], trail[parent]
        column = columns[parent, choice // spec.outputs]
        # Whoever has ended drops some node, so that all rows stay of one size.
        column = np.where(live, column, 1 if spec.ends else 0)
        output = choice % spec.outputs
        node = state.nodes[np.arange(state.rows), column]
        room, cost = task.advance(instances, state, node, output)
        back = spec.both & (output == 1) & live
        place = np.where(back, steps - 1 - backs[parent], step - backs[parent])
        trail[np.arange(state.rows), place] = np.stack((np.where(live, node, -1), output), axis=1)
        backs = backs[parent] + back
        state = State(
            state.owner,
            without(state.nodes, column, spec.ends, back),
            np.where(live, room, state.room),
            np.where(live, cost, state.cost),
        )
    made = trail.reshape(batch, state.rows // batch, steps, 2)
    return Rollouts(made[..., 0], made[..., 1], state.cost.reshape(batch, -1))


def _shown(instances: Instances, state: State, allowed: Bools, neighbours: int) -> Int64s:
    """Return the columns that the policy sees, ends outside: the nearest that are allowed."""
    rows, m = state.nodes.shape
    if neighbours == 0:
        return np.tile(np.arange(m), (rows, 1))
    owner = state.owner[:, None]
    far = lengths(instances, owner, state.nodes[:, :1], state.nodes[:, 1:-1])
    far = np.where(allowed[:, 1:-1].any(axis=2), far, np.inf)
    near = np.argpartition(far, neighbours - 1, axis=1)[:, :neighbours] + 1
    ends = np.zeros((rows, 1), dtype=np.int64)
    return np.concatenate((ends, near, ends + m - 1), axis=1)


def _probabilities(
    score: Score,
    task: Task,
    instances: Instances,
    state: State,
    allowed: Bools,
    columns: Int64s,
    live: Bools,
) -> NDArray[np.float64]:
    """Ask the policy about the live rows; to the others nothing happens, for certain."""
    rows = np.flatnonzero(live)
    seen = np.take_along_axis(state.nodes[rows], columns[rows], axis=1)
    mask = np.take_along_axis(allowed[rows], columns[rows][..., None], axis=1)
    part = State(state.owner[rows], seen, state.room[rows], state.cost[rows])
    out = np.full((state.rows, columns.shape[1] * task.spec.outputs), -np.inf)
    out[~live, 0] = 0.0
    # Pairs of nodes are made for so many rows as fit into memory.
    m = columns.shape[1]
    most = max(1, PAIRS_AT_ONCE // (m * m)) if task.spec.edges else max(1, rows.size)
    for k in range(0, rows.size, most):
        place = np.arange(k, min(k + most, rows.size))
        shown = task.features(instances, selected(part, place))
        out[rows[place]] = score(*shown, mask[place])
    return out


def _beams(
    probable: NDArray[np.float64], likely: Floats, batch: int, width: int
) -> tuple[Int64s, Int64s, Floats]:
    """Return parent rows, choices and log-probabilities of the most probable continuations.

    Where an instance has fewer than ``width``, its best is repeated, with probability 0.
    """
    rows, choices = probable.shape
    joint = (likely[:, None] + probable).reshape(batch, -1)
    width = min(width, joint.shape[1])
    top = np.argpartition(-joint, width - 1, axis=1)[:, :width]
    value = np.take_along_axis(joint, top, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    top, value = np.take_along_axis(top, order, axis=1), np.take_along_axis(value, order, axis=1)
    top = np.where(np.isfinite(value), top, top[:, :1])
    parent = np.arange(batch)[:, None] * (rows // batch) + top // choices
    return parent.ravel(), (top % choices).ravel(), value.ravel()

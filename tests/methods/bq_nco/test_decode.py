"""Decoding by networks that know nothing: always feasible, with the cost that it says."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.check.candidate import evaluate  # noqa: E402
from coopt.errors import OptionError  # noqa: E402
from coopt.methods.bq_nco.decode import Score, construct, scorer  # noqa: E402
from coopt.methods.bq_nco.decoding import Decoding, decoding  # noqa: E402
from coopt.methods.bq_nco.model import BqNetwork, Size  # noqa: E402
from coopt.methods.bq_nco.task import Spec, task_named  # noqa: E402
from tests.methods.bq_nco.small_batches import NAMES, batch_of, problems  # noqa: E402


def random_policy(spec: Spec, seed: int = 0) -> Score:
    torch.manual_seed(seed)
    network = BqNetwork(spec, Size(16, 2, 2, 32))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.5 * torch.randn_like(parameter))
    return scorer(network)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", ["greedy", "beam4", "sample2"])
@pytest.mark.parametrize("neighbours", [0, 3])
def test_nothing_that_is_constructed_is_infeasible(name: str, how: str, neighbours: int) -> None:
    rng = np.random.default_rng(len(name) + neighbours)
    for n, count in ((2, 40), (7, 80), (12, 80)):
        listed = problems(name, n, count, rng)
        task, instances = batch_of(name, listed)
        policy = random_policy(task.spec)
        made = construct(policy, task, instances, decoding(how), neighbours, rng)
        assert made is not None
        for k, problem in enumerate(listed):
            for nodes, outputs, cost in zip(
                made.nodes[k], made.outputs[k], made.cost[k], strict=True
            ):
                found = evaluate(problem, task.answer(n, nodes, outputs))
                assert found.feasible
                assert found.objective == pytest.approx(cost, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_a_beam_as_wide_as_all_constructions_finds_the_optimum(name: str) -> None:
    rng = np.random.default_rng(3)
    listed = problems(name, 5, 6, rng)
    task, instances = batch_of(name, listed)
    costs = []
    for seed in range(2):
        made = construct(random_policy(task.spec, seed), task, instances, Decoding("beam", 2000))
        assert made is not None
        costs.append(made.best()[2])
    assert costs[0] == pytest.approx(costs[1])


@pytest.mark.parametrize("name", NAMES)
def test_a_beam_of_one_is_greedy(name: str) -> None:
    task, instances = batch_of(name, problems(name, 9, 20, np.random.default_rng(4)))
    policy = random_policy(task.spec)
    one = construct(policy, task, instances, Decoding("beam", 1))
    greedy = construct(policy, task, instances, Decoding())
    assert one is not None
    assert greedy is not None
    assert one.nodes.tolist() == greedy.nodes.tolist()


def test_samples_repeat_by_seed() -> None:
    task, instances = batch_of("tsp", problems("tsp", 9, 5, np.random.default_rng(5)))
    policy = random_policy(task.spec)
    runs = [
        construct(policy, task, instances, decoding("sample8"), rng=np.random.default_rng(seed))
        for seed in (1, 1, 2)
    ]
    first, second, third = (run.nodes.tolist() if run else None for run in runs)
    assert first == second != third


def test_a_stop_ends_a_construction() -> None:
    task, instances = batch_of("tsp", problems("tsp", 9, 5, np.random.default_rng(5)))
    assert construct(random_policy(task.spec), task, instances, Decoding(), stop=bool) is not None
    assert (
        construct(random_policy(task.spec), task, instances, Decoding(), stop=lambda: True) is None
    )


@pytest.mark.parametrize("text", ["", "beam", "beam0", "greedy2", "sample-1", "beam99999"])
def test_an_unknown_decoding_is_a_sentence(text: str) -> None:
    with pytest.raises(OptionError, match="expected greedy"):
        decoding(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_nodes_does_not_matter(name: str) -> None:
    rng = np.random.default_rng(6)
    task, instances = batch_of(name, problems(name, 8, 10, rng))
    policy = random_policy(task.spec)
    from coopt.methods.bq_nco.state import State, start

    state = start(instances, task.spec.ends)
    m = state.nodes.shape[1]
    order = rng.permutation(np.arange(1, m - 1)) if task.spec.ends else rng.permutation(m)
    order = np.concatenate(([0], order, [m - 1])) if task.spec.ends else order
    moved = State(state.owner, state.nodes[:, order], state.room, state.cost)

    def scores(rows: State) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        flat = policy(*task.features(instances, rows), task.allowed(instances, rows))
        return flat.reshape(rows.rows, m, -1)

    assert scores(moved) == pytest.approx(scores(state)[:, order], rel=1e-4, abs=1e-3)


def test_scores_do_not_change_with_scale_and_place() -> None:
    listed = problems("cvrp", 8, 10, np.random.default_rng(7))
    task, instances = batch_of("cvrp", listed)
    from dataclasses import replace

    from coopt.methods.bq_nco.state import start

    assert instances.points is not None
    far = replace(instances, points=1000.0 * instances.points - 77.0)
    state = start(instances, True)
    one, other = (task.features(batch, state)[0] for batch in (instances, far))
    assert other == pytest.approx(one, abs=1e-5)


def test_an_unknown_task_is_a_sentence() -> None:
    with pytest.raises(OptionError, match="no task 'golf'"):
        task_named("golf")

"""Both searches of independent sets: what they leave is consistent, and best on small graphs."""

import numpy as np
import pytest

from coopt.kernels.set_tabu import tabu_search
from coopt.kernels.two_swaps import swap_search, two_swap
from coopt.kernels.vertex_partition import BEST, INSIDE, Partition, set_members, start_partition
from coopt.kernels.xorshift import xorshift_state
from coopt.problem.independent_set import IndependentSet
from tests.kernels.small_graph import best_by_trial, is_independent, small_graph
from tests.kernels.test_vertex_partition import assert_kept


def searched(problem: IndependentSet, which: str, chunks: list[int], seed: int = 0) -> Partition:
    s = start_partition(problem.indptr, problem.indices, problem.weight)
    random = xorshift_state(np.random.default_rng(seed))
    counts = np.zeros(3, dtype=np.int64)
    queue, near = (np.zeros(problem.n, dtype=np.int64) for _ in range(2))
    spread = float(problem.weight.max() - problem.weight.min())
    for kicks in chunks:
        if which == "tabu":
            tabu_search(s, counts, random, kicks, 100, spread)
        else:
            swap_search(s, queue, counts, near, random, kicks)
    return s


@pytest.mark.parametrize("which", ["tabu", "swaps"])
@pytest.mark.parametrize("heaviest", [1, 9])
@pytest.mark.parametrize("seed", range(6))
def test_a_search_finds_the_best_set_of_a_small_graph(seed: int, heaviest: int, which: str) -> None:
    rng = np.random.default_rng(seed)
    problem = small_graph(int(rng.integers(2, 15)), float(rng.random()), rng, heaviest)
    s = searched(problem, which, [2000])
    assert s.value[BEST] == best_by_trial(problem)
    assert is_independent(problem, s.best)
    assert problem.weight[s.best].sum() == s.value[BEST]
    assert_kept(problem, s)


@pytest.mark.parametrize("which", ["tabu", "swaps"])
def test_chunks_do_not_matter(which: str) -> None:
    problem = small_graph(60, 0.1, np.random.default_rng(1), 5)
    whole = searched(problem, which, [300])
    parts = searched(problem, which, [1, 99, 200])
    assert whole.best.tolist() == parts.best.tolist()
    assert whole.node[:, INSIDE].tolist() == parts.node[:, INSIDE].tolist()


def pair_by_trial(problem: IndependentSet, inside: np.ndarray, x: int) -> bool:
    """Whether two vertices can replace ``x`` and weigh more."""
    for v in range(problem.n):
        for w in range(v):
            trial = inside.copy()
            trial[x] = False
            if trial[v] or trial[w] or x in (v, w):
                continue
            trial[[v, w]] = True
            heavier = problem.weight[[v, w]].sum() > problem.weight[x]
            if heavier and is_independent(problem, trial):
                return True
    return False


@pytest.mark.parametrize("seed", range(12))
def test_a_swap_is_found_where_there_is_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = small_graph(12, 0.3, rng, 4)
    inside = np.zeros(12, dtype=bool)
    for v in rng.permutation(12).tolist():
        inside[v] = True
        inside[v] = is_independent(problem, inside)
    s = start_partition(problem.indptr, problem.indices, problem.weight)
    set_members(s, inside)
    queue, near, counts = (np.zeros(k, dtype=np.int64) for k in (12, 12, 3))
    x = int(np.flatnonzero(inside)[0])
    # All that could enter with `x` gone has no other neighbour inside, as the set is maximal.
    assert two_swap(s, x, queue, counts, near) == pair_by_trial(problem, inside, x)
    assert_kept(problem, s)

import numpy as np
import pytest

from coopt.kernels.vertex_partition import (
    CHOSEN,
    INSIDE,
    MARGIN,
    MATE,
    NOW,
    PLACE,
    READY,
    SINGLE,
    TIGHT,
    Partition,
    force_in,
    keep_best,
    set_members,
    start_partition,
    take_out,
    undo,
)
from coopt.problem.independent_set import IndependentSet
from tests.kernels.small_graph import is_independent, small_graph


def assert_kept(problem: IndependentSet, s: Partition) -> None:
    """Compare everything that is kept with what the set says."""
    n, indptr = problem.n, problem.indptr
    inside = s.node[:, INSIDE] == 1
    assert is_independent(problem, inside)
    assert s.value[NOW] == pytest.approx(problem.weight[inside].sum())
    for v in range(n):
        chosen = [int(u) for u in problem.indices[indptr[v] : indptr[v + 1]] if inside[u]]
        assert s.node[v, TIGHT] == len(chosen)
        assert s.node[v, MATE] == sum(chosen)
        assert s.burden[v] == pytest.approx(problem.weight[chosen].sum())
    outside = ~inside
    expected = {
        CHOSEN: inside,
        READY: outside & (problem.weight > s.burden + s.value[MARGIN]),
        SINGLE: outside & (s.node[:, TIGHT] == 1),
    }
    for kind, members in expected.items():
        listed = s.lists[kind, : s.sizes[kind]]
        assert sorted(listed.tolist()) == np.flatnonzero(members).tolist()
        assert (s.node[listed, PLACE + kind] == np.arange(listed.size)).all()


@pytest.mark.parametrize("heaviest", [1, 7])
@pytest.mark.parametrize("seed", range(4))
def test_lists_and_sums_follow_every_move(seed: int, heaviest: int) -> None:
    rng = np.random.default_rng(seed)
    problem = small_graph(14, 0.3, rng, heaviest)
    s = start_partition(problem.indptr, problem.indices, problem.weight)
    for _ in range(60):
        v = int(rng.integers(problem.n))
        if s.node[v, INSIDE] == 1:
            take_out(s, v)
        else:
            force_in(s, v)
        assert_kept(problem, s)


def test_undo_returns_to_where_the_log_began() -> None:
    rng = np.random.default_rng(5)
    problem = small_graph(20, 0.2, rng)
    s = start_partition(problem.indptr, problem.indices, problem.weight)
    force_in(s, 3)
    force_in(s, 7)
    before = s.node[:, INSIDE].copy()
    s.log[0] = 0
    for v in rng.integers(0, 20, 10).tolist():
        if s.node[v, INSIDE] == 0:
            force_in(s, v)
    assert undo(s)
    assert s.node[:, INSIDE].tolist() == before.tolist()
    assert_kept(problem, s)


def test_a_log_that_overflowed_is_not_undone() -> None:
    problem = small_graph(3, 1.0, np.random.default_rng(0))
    s = start_partition(problem.indptr, problem.indices, problem.weight)
    for k in range(200):
        force_in(s, k % 3)
    before = s.node[:, INSIDE].copy()
    assert not undo(s)
    assert s.node[:, INSIDE].tolist() == before.tolist()


def test_a_given_set_becomes_the_best() -> None:
    problem = IndependentSet.from_edges(4, [(0, 1), (1, 2), (2, 3)])
    s = start_partition(problem.indptr, problem.indices, problem.weight)
    inside = np.array([True, False, False, True])
    set_members(s, inside)
    assert s.best.tolist() == inside.tolist()
    assert_kept(problem, s)
    assert not keep_best(s)

from collections import Counter

import numpy as np

from coopt.bus.rotation import LONGEST_S, Rotation


def turns(rotation: Rotation, others: list[str], count: int) -> Counter[str]:
    """Return how often each worker ran, with slices that end as announced."""
    ran: Counter[str] = Counter()
    now_s = 0.0
    for _ in range(count):
        ran.update(rotation.turn(now_s, "lead", others))
        now_s += LONGEST_S
    return ran


def test_workers_that_fit_all_run() -> None:
    rotation = Rotation(3, np.random.default_rng(0))
    assert rotation.turn(0.0, "lead", ["a", "b"]) == {"lead", "a", "b"}


def test_the_leader_keeps_a_slot_and_the_others_share_the_rest() -> None:
    ran = turns(Rotation(2, np.random.default_rng(0)), ["a", "b", "c"], 300)
    assert ran["lead"] == 300
    assert ran["a"] + ran["b"] + ran["c"] == 300
    assert min(ran["a"], ran["b"], ran["c"]) > 60


def test_with_one_slot_the_leader_has_every_other_slice() -> None:
    ran = turns(Rotation(1, np.random.default_rng(0)), ["a", "b"], 100)
    assert ran["lead"] == 50
    assert ran["a"] + ran["b"] == 50


def test_with_one_slot_and_nobody_else_the_leader_always_runs() -> None:
    assert turns(Rotation(1, np.random.default_rng(0)), [], 10)["lead"] == 10


def test_time_moves_to_what_improves_but_nobody_starves() -> None:
    rotation = Rotation(2, np.random.default_rng(1))
    ran: Counter[str] = Counter()
    for k in range(300):
        active = rotation.turn(5.0 * k, "lead", ["a", "b"])
        ran.update(active)
        if "b" in active:
            rotation.credit("b", 0.01)
    assert ran["b"] > 2 * ran["a"]
    assert ran["a"] > 30


def test_a_slice_is_over_when_a_worker_of_it_has_ended() -> None:
    rotation = Rotation(2, np.random.default_rng(0))
    rotation.turn(0.0, "lead", ["a"])
    assert not rotation.due(0.1, ["lead", "a"])
    assert rotation.due(0.1, ["lead"])
    assert rotation.due(60.0, ["lead", "a"])

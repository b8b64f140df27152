import os

import numpy as np

from coopt.bus.page import Page


def test_a_page_without_incumbent_says_so() -> None:
    page = Page(3)
    assert page.read_best() is None
    assert page.primal_bound == np.inf
    assert page.sequence == 0


def test_an_incumbent_is_read_back_whole() -> None:
    page = Page(3)
    page.write_best(np.array([1.0, 2.0]), -7.0)
    best = page.read_best()
    assert best is not None
    assert best[0].tolist() == [1.0, 2.0]
    assert best[1] == -7.0


def test_a_child_sees_what_the_parent_writes_after_the_fork() -> None:
    page = Page(2)
    pid = os.fork()
    if pid == 0:
        while not page.stopped:
            pass
        best = page.read_best()
        os._exit(0 if best is not None and best[1] == 5.0 else 1)
    page.write_best(np.array([3.0, 4.0]), 5.0)
    page.stop()
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0

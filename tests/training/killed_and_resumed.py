"""Run by test_resume: train once straight, once killed again and again; argv: recipe, folder."""

from __future__ import annotations

import os
import signal
import sys

import torch

from coopt.training.__main__ import main


def run(arguments: list[str], kill_at: int) -> int:
    """Train in a fork; die at the ``kill_at``-th flush or rename, before or after it."""
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    count = 0
    rename = os.replace

    def counted() -> None:
        nonlocal count
        count += 1
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def replace(source: str, target: str) -> None:
        counted()
        rename(source, target)
        counted()

    os.fsync = lambda handle: counted()  # type: ignore[assignment]
    os.replace = replace  # type: ignore[assignment]
    os._exit(main([*arguments, "--resume", "--quiet", "--device", "cpu", "--workers", "1"]))


torch.set_num_threads(1)
torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))])  # what it imports, all forks have
recipe, folder = sys.argv[1:]
assert run([recipe, "--out", f"{folder}/straight"], 0) == 0
for kill_at in (3, 14, 19, 24, 33, 41):
    assert run([recipe, "--out", f"{folder}/killed"], kill_at) == signal.SIGKILL
assert run([recipe, "--out", f"{folder}/killed"], 0) == 0

"""A method in its own process: what the child is, and how it speaks to its parent."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

import numpy as np
from numpy.typing import NDArray

from coopt.bus.page import Page
from coopt.bus.protocol import Options, Run
from coopt.bus.wire import Message, send
from coopt.errors import OptionError

_PR_SET_PDEATHSIG = 1

Rank = Literal["full", "part", "pool", "idle"]
"""``part`` gets about a third of what ``full`` gets on a busy core, ``idle`` what is left."""
# Eight threads of a pool weigh together what one thread at full rank does.
NICE: dict[Rank, int] = {"full": 0, "part": 5, "pool": 10, "idle": 19}


class ChildBus:
    """The bus as the child sees it: candidates go up a pipe, the incumbent is on the page."""

    def __init__(self, fd: int, page: Page, deadline: float) -> None:
        self._fd = fd
        self._page = page
        self._deadline = deadline
        self._dual = -np.inf

    @property
    def page(self) -> Page:
        """The shared page, for a cheap look at its sequence number."""
        return self._page

    def offer(self, x: NDArray[Any]) -> None:
        """Send a candidate to the parent."""
        vector = np.ascontiguousarray(x, dtype=np.float64)
        send(self._fd, Message("incumbent", 0.0, vector.tobytes()))

    def raise_dual(self, bound: float) -> None:
        """Send a dual bound that is better than the last one sent."""
        if np.isfinite(bound) and bound > self._dual:
            self._dual = bound
            send(self._fd, Message("bound", float(bound)))

    def best(self) -> tuple[NDArray[np.float64], float] | None:
        """Return the incumbent and its objective, or None."""
        return self._page.read_best()

    def stop(self) -> bool:
        """Return whether the parent asked to end, or the time is over."""
        return self._page.stopped or time.monotonic() >= self._deadline

    def tell(self, kind: Literal["claim", "nodes", "note", "data"], what: Any) -> None:
        """Send a claim, a node count, a note or data."""
        if kind == "nodes":
            send(self._fd, Message("nodes", float(what)))
        elif kind == "data":
            send(self._fd, Message("data", 0.0, json.dumps(what).encode()))
        else:
            send(self._fd, Message(kind, 0.0, str(what).encode()))


@dataclass(frozen=True, slots=True)
class Worker:
    """A running child, as the parent sees it."""

    name: str
    pid: int
    fd: int
    started: float


def start_worker(
    name: str,
    run: Run,
    problem: Any,
    page: Page,
    options: Options,
    rng: np.random.Generator,
    rank: Rank,
) -> Worker:
    """Fork a child that runs a method.

    The child inherits the problem; it dies with its parent, ignores the terminal's signals, and
    prints nothing.
    """
    read_end, write_end = os.pipe()
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        os.close(read_end)
        _settle(rank, options.memory)
        _child_main(write_end, run, problem, page, options, rng)
    os.close(write_end)
    os.set_blocking(read_end, False)
    return Worker(name, pid, read_end, time.monotonic())


def _settle(rank: Rank, memory: int | None) -> None:
    for number in (signal.SIGINT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.nice(NICE[rank])
    if rank == "idle" and hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    if memory is not None:
        # A last net only: engines die badly on it. The parent watches the resident size. What
        # the program had mapped before the fork does not count.
        most = _address_space() + 3 * memory + 2**31
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))


def _address_space() -> int:
    """Return the bytes of address space in use; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _child_main(
    fd: int, run: Run, problem: Any, page: Page, options: Options, rng: np.random.Generator
) -> NoReturn:
    code = 0
    try:
        run(problem, ChildBus(fd, page, options.deadline), options, rng)
        send(fd, Message("done"))
    except OptionError as error:
        send(fd, Message("refused", 0.0, str(error).encode()))
    except MemoryError:
        send(fd, Message("error", 0.0, b"out of memory"))
    except BaseException as error:  # the boundary of the process: the parent must hear of it
        where = traceback.extract_tb(error.__traceback__)[-1]
        text = f"{type(error).__name__}: {error} ({where.name}, line {where.lineno})"
        send(fd, Message("error", 0.0, text.encode()))
        code = 1
    finally:
        # Without the engine's clean-up, which can take long or crash.
        os._exit(code)

"""The crew: the running children, their messages, their memory, and their end."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
from collections.abc import Iterator

from coopt.bus.child import NICE, Rank, Worker
from coopt.bus.wire import Message, split

CHUNK = 1 << 20
KILLED = "killed by"


class Crew:
    """Children by name, with one selector over their pipes."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._buffers: dict[str, bytearray] = {}
        self._finished: set[str] = set()
        self.workers: dict[str, Worker] = {}

    def add(self, worker: Worker) -> None:
        """Listen to a new child."""
        self.workers[worker.name] = worker
        self._buffers[worker.name] = bytearray()
        self._selector.register(worker.fd, selectors.EVENT_READ, worker.name)

    def messages(self, timeout_s: float) -> Iterator[tuple[str, Message]]:
        """Yield what the children said within ``timeout_s``; the last word of each is its end.

        A child that died without a word is given an ``error`` message.
        """
        for key, _ in self._selector.select(max(timeout_s, 0.0)):
            name = key.data
            if name not in self.workers:
                continue
            ended = not self._read(name)
            for message in split(self._buffers[name]):
                if message.kind in ("done", "error", "refused"):
                    self._finished.add(name)
                yield name, message
            if ended and name in self.workers:
                finished = name in self._finished
                status = self._bury(name)
                if not finished:
                    yield name, Message("error", 0.0, _how_it_died(status).encode())

    def _read(self, name: str) -> bool:
        """Read what there is; return False at the end of the pipe."""
        worker = self.workers[name]
        with contextlib.suppress(BlockingIOError):
            for _ in range(64):
                chunk = os.read(worker.fd, CHUNK)
                if not chunk:
                    return False
                self._buffers[name] += chunk
        return True

    def lower(self, name: str, rank: Rank) -> None:
        """Leave a child less of a busy core from now on; no more can be given back."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.workers[name].pid, NICE[rank])

    def kill(self, name: str) -> None:
        """End one child now."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.workers[name].pid, signal.SIGKILL)
        self._bury(name)

    def kill_all(self) -> None:
        """End all children now."""
        for worker in self.workers.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        for name in list(self.workers):
            self._bury(name)

    def close(self) -> None:
        """End all and release the selector."""
        self.kill_all()
        self._selector.close()

    def resident(self) -> dict[str, int]:
        """Return the resident memory of each child in bytes, where the system tells it."""
        sizes: dict[str, int] = {}
        for name, worker in self.workers.items():
            with contextlib.suppress(OSError, ValueError, IndexError):
                with open(f"/proc/{worker.pid}/statm", encoding="ascii") as file:
                    pages = int(file.read().split()[1])
                sizes[name] = pages * os.sysconf("SC_PAGE_SIZE")
        return sizes

    def _bury(self, name: str) -> int:
        worker = self.workers.pop(name)
        self._selector.unregister(worker.fd)
        os.close(worker.fd)
        self._buffers.pop(name)
        self._finished.discard(name)
        with contextlib.suppress(ChildProcessError):
            return os.waitpid(worker.pid, 0)[1]
        return 0


def _how_it_died(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"{KILLED} {signal.Signals(os.WTERMSIG(status)).name}"
    return f"ended with exit status {os.WEXITSTATUS(status)} without a word"

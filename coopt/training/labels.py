"""Labels: instances with near-optimal solutions, made in chunks by all cores, kept as files.

A set is named by the hash of all that determines it, and so is found again, or completed if the
making of it was interrupted. Each chunk has a random generator of its own.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import io
import json
import multiprocessing
import os
import signal
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from coopt.errors import CooptError, OptionError
from coopt.write.atomic import write_atomic

Arrays = dict[str, NDArray[Any]]
Maker = Callable[..., Arrays]
"""``maker(count, rng, **parameters)`` returns arrays whose first axis has ``count`` entries."""


@dataclass(frozen=True, slots=True)
class LabelSet:
    """A set of labels.

    Parameters
    ----------
    maker : str
        ``"module:function"`` of a `Maker`.
    parameters : mapping
        Its parameters: numbers and texts.
    count : int
        Instances.
    seed : int
        Of the set.
    chunk : int
        Instances of a file.
    """

    maker: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1000
    seed: int = 0
    chunk: int = 128

    @property
    def key(self) -> str:
        """Hash of everything; the count is no part of it, so that a set can grow."""
        said = {k: v for k, v in asdict(self).items() if k != "count"}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def chunks(self) -> int:
        """Number of files."""
        return -(-self.count // self.chunk)


Job = tuple[LabelSet, Path, int]
_PR_SET_PDEATHSIG = 1


def make_labels(
    wanted: LabelSet,
    root: Path,
    workers: int = 1,
    tell: Callable[[int, int], None] = lambda done, of: None,
    stop: Callable[[], bool] = lambda: False,
) -> Path:
    """Make what is missing of a set.

    Parameters
    ----------
    wanted : LabelSet
        The set.
    root : Path
        Folder of all sets.
    workers : int
        Processes; 1 for this one.
    tell : callable
        Is told after each chunk how many there are, of how many.
    stop : callable
        Asked before each chunk; what is made so far is kept.

    Returns
    -------
    Path
        Folder of the set.

    Raises
    ------
    CooptError
        If a file cannot be written.
    """
    folder = root / wanted.key
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CooptError(f"{folder}: {(error.strerror or str(error)).lower()}") from None
    write_atomic(folder / "about.json", json.dumps(asdict(wanted), indent=1, sort_keys=True))
    missing = [k for k in range(wanted.chunks) if not _file(folder, k).exists()]
    done = wanted.chunks - len(missing)
    if missing:
        tell(done, wanted.chunks)
    for _ in _each_done(_make_chunk, [(wanted, folder, k) for k in missing], workers):
        done += 1
        tell(done, wanted.chunks)
        if stop():
            break
    return folder


def are_made(wanted: LabelSet, folder: Path) -> bool:
    """Whether all files of a set are there."""
    return all(_file(folder, k).exists() for k in range(wanted.chunks))


def load_labels(folder: Path, count: int) -> Arrays:
    """Read the first ``count`` instances of a set.

    Raises
    ------
    OptionError
        If chunks are missing or damaged.
    """
    parts: list[Arrays] = []
    have = 0
    while have < count:
        part = _read_chunk(_file(folder, len(parts)))
        have += len(next(iter(part.values())))
        parts.append(part)
    return {name: np.concatenate([part[name] for part in parts])[:count] for name in parts[0]}


def _read_chunk(path: Path) -> Arrays:
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except FileNotFoundError:
        raise OptionError(f"{path}: missing; make the labels first") from None
    except (OSError, ValueError, EOFError, KeyError, BadZipFile, zlib.error) as error:
        raise OptionError(f"{path}: damaged labels: {error}") from None


def _make_chunk(job: Job) -> int:
    """Make one chunk; the last is made whole, so that files do not depend on the count."""
    wanted, folder, k = job
    module, _, function = wanted.maker.partition(":")
    maker: Maker = getattr(importlib.import_module(module), function)
    rng = np.random.default_rng([wanted.seed, k])
    arrays = maker(wanted.chunk, rng, **wanted.parameters)
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    write_atomic(_file(folder, k), content.getvalue())
    return k


def _file(folder: Path, k: int) -> Path:
    return folder / f"chunk_{k:05d}.npz"


def _each_done(function: Callable[[Job], int], jobs: list[Job], workers: int) -> Iterator[int]:
    """Do jobs here or in processes; whoever stops listening cancels those not begun."""
    if min(workers, len(jobs)) <= 1:
        yield from map(function, jobs)
        return
    # Not forked: torch and numba have threads here, which a fork would lose.
    context = multiprocessing.get_context("spawn")
    with _environment({"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}):
        pool = ProcessPoolExecutor(min(workers, len(jobs)), context, _begin_worker)
        begun = [pool.submit(function, job) for job in jobs]
    try:
        for job in as_completed(begun):
            yield job.result()
    except BrokenProcessPool:
        raise CooptError("a process that makes labels died; what is made is kept") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    """Leave interrupts to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables for processes that begin now."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})

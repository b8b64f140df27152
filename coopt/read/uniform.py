"""Read sets of routing instances as text, one instance a line, with reference solutions."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopt.errors import InstanceError
from coopt.problem.csr import Floats
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances, tour_length
from coopt.problem.tsp import Tsp
from coopt.read.fields import content_lines, real, stem, whole
from coopt.read.source import decode, read_bytes, source_name
from coopt.read.wording import FaultError, located, quoted

# A file "tsp200_lehd_0_32" holds the instances 0 to 31 of the set "tsp200_lehd".
SLICE = re.compile(r"(.+)_(\d{1,9})_(\d{1,9})\Z")


PARTS = frozenset({"depot", "customer", "capacity", "demand", "cost", "node_flag"})


class Reference(NamedTuple):
    """A problem, and the objective and the vector of a known solution."""

    problem: Tsp | Cvrp
    objective: float | None
    solution: NDArray[np.int64] | None


def read_instances(path: str | os.PathLike[str]) -> list[Reference]:
    """Read a file with one instance a line.

    Parameters
    ----------
    path : str or path
        File name, or ``-`` for standard input.

    Returns
    -------
    list of (problem, objective or None, solution or None)
        Named after the file and the number of the line: ``set_000, set_001, ...``, from ``a`` on
        in a file ``set_a_b.txt``. Distances are Euclidean and not rounded.

    Raises
    ------
    InstanceError
        If a line breaks the format.

    Notes
    -----
    A TSP is ``x1 y1 ... xn yn output t1 ... tn t1``, a closed tour whose nodes count from 1; its
    length is the reference objective. A CVRP is ``depot,x,y,customer,x1,y1,...,capacity,Q,
    demand,d1,...,cost,c,node_flag,`` and the customers in order of service, then for each of
    them whether it is reached through the depot (1) or not (0); the demands may begin with a 0
    for the depot. From ``output``, ``cost`` or ``node_flag`` on, a line may be left out: nothing
    is known then.
    """
    name = os.fspath(path)
    return _instances(read_bytes(name), source_name(name))


def read_uniform(data: bytes, where: str) -> Tsp | Cvrp:
    """Read a file with one instance.

    Raises
    ------
    InstanceError
        If there are several, or the line breaks the format.
    """
    found = _instances(data, where)
    if len(found) > 1:
        raise InstanceError(
            f"{where}: holds {len(found)} instances, one a line; {where}:1 is the first,"
            " and coopt.read_instances(path) reads them all"
        )
    return found[0].problem


def read_numbered(path: str, number: int) -> Tsp | Cvrp:
    """Read the instance of a number, from 1 on, in a file with one instance a line.

    Raises
    ------
    InstanceError
        If there are fewer, or a line breaks the format.
    """
    found = read_instances(path)
    if number > len(found):
        raise InstanceError(f"{path}: holds {len(found)} instances, not {number}")
    return found[number - 1].problem


def _instances(data: bytes, where: str) -> list[Reference]:
    sliced = SLICE.match(stem(where))
    name, first = (sliced[1], int(sliced[2])) if sliced else (stem(where), 0)
    found: list[Reference] = []
    try:
        for line, content in content_lines(decode(data, where), ("#",)):
            read_line = _cvrp if content.startswith("depot") else _tsp
            found.append(read_line(content, line, f"{name}_{first + len(found):03d}"))
    except FaultError as fault:
        raise located(where, fault) from None
    if not found:
        raise InstanceError(f"{where}: holds no instance")
    return found


def _tsp(content: str, line: int, name: str) -> Reference:
    numbers, known, tour = content.partition("output")
    points = _points(numbers.split(), line)
    problem = Tsp(Distances("EUCLIDEAN", points), name)
    if not known:
        return Reference(problem, None, None)
    order = np.array([whole(text, line, "a node of the tour") for text in tour.split()]) - 1
    if order.size == problem.n + 1 and order[0] == order[-1]:
        order = order[:-1]
    _check_cover(order, 0, problem.n, line)
    return Reference(problem, tour_length(problem.distances, order), order)


def _cvrp(content: str, line: int, name: str) -> Reference:
    parts = _sections(content.split(","), line)
    for key in ("depot", "customer", "capacity", "demand"):
        if key not in parts:
            raise FaultError(line, f"the part {key!r} is missing")
    points = _points(parts["depot"] + parts["customer"], line)
    demand = _vector(parts["demand"], line, "a demand")
    if demand.size == points.shape[0] - 1:
        demand = np.concatenate(([0.0], demand))
    if len(parts["depot"]) != 2 or demand.size != points.shape[0]:
        raise FaultError(line, f"{demand.size} demands for {points.shape[0]} nodes")
    capacity = _single(parts, "capacity", line)
    try:
        problem = Cvrp(Distances("EUCLIDEAN", points), demand, capacity, name=name)
    except InstanceError as error:
        raise FaultError(line, str(error)) from None
    cost = _single(parts, "cost", line) if "cost" in parts else None
    if "node_flag" not in parts:
        return Reference(problem, cost, None)
    return Reference(problem, cost, _routes(parts["node_flag"], problem.n, line))


def _sections(fields: list[str], line: int) -> dict[str, list[str]]:
    """Group fields under the words before them."""
    parts: dict[str, list[str]] = {}
    word = ""
    for text in (field.strip() for field in fields):
        if not (word or text in PARTS):
            raise FaultError(line, f"the line begins with {quoted(text)}, expected 'depot'")
        if text not in PARTS:
            parts[word].append(text)
            continue
        word = text
        if word in parts:
            raise FaultError(line, f"the part {quoted(word)} stands there twice")
        parts[word] = []
    return parts


def _points(fields: list[str], line: int) -> Floats:
    values = _vector(fields, line, "a coordinate")
    if values.size % 2 or not values.size:
        raise FaultError(line, f"{values.size} coordinates found, expected x and y of each node")
    return values.reshape(-1, 2)


def _vector(fields: list[str], line: int, what: str) -> Floats:
    return np.array([real(text, line, what) for text in fields])


def _single(parts: dict[str, list[str]], key: str, line: int) -> float:
    if len(parts[key]) != 1:
        raise FaultError(line, f"{len(parts[key])} numbers behind {key!r}, expected one")
    return real(parts[key][0], line, key)


def _routes(fields: list[str], n: int, line: int) -> NDArray[np.int64]:
    numbers = np.array([whole(text, line, "a node or flag") for text in fields])
    order, flags = numbers[: n - 1], numbers[n - 1 :]
    if flags.size != n - 1 or (flags > 1).any() or not flags[:1].all():
        raise FaultError(line, f"expected {n - 1} customers and a flag 0 or 1 of each, first 1")
    _check_cover(order, 1, n, line)
    return np.where(flags == 1, -order, order)


def _check_cover(order: NDArray[np.int64], first: int, n: int, line: int) -> None:
    if not np.array_equal(np.sort(order), np.arange(first, n)):
        raise FaultError(line, "the solution does not visit each node once")

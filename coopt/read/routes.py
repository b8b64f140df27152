"""Read routes: CVRPLIB's lines ``Route #1: 3 1 2``, or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.csr import Ints
from coopt.problem.cvrp import Cvrp, vector_of
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.numbering import numbering_of
from coopt.read.decimals import fraction, parse_number
from coopt.read.solution import SolutionValues
from coopt.read.solution_json import is_json, positions, read_list
from coopt.read.source import decode
from coopt.read.wording import FaultError, located, quoted

ROUTE = re.compile(r"route\s*#?\s*[0-9]+\s*:(.*)", re.IGNORECASE)
COST = re.compile(r"cost\s*:?\s+(\S+)", re.IGNORECASE)


def read_routes(data: bytes, where: str, problem: Cvrp | MultiTsp) -> SolutionValues:
    """Read routes; customers have the numbers of the problem's source, counted from 0.

    Raises
    ------
    InstanceError
        If the text breaks its format, or names a customer that the problem has not.
    """
    text = decode(data, where)
    node_of = np.argsort(numbering_of(problem))
    if is_json(text):
        listed, stated = read_list(text, where, "routes")
        routes = [_json_route(route, node_of, where) for route in listed]
    else:
        try:
            routes, stated = _from_lines(text, node_of)
        except FaultError as fault:
            raise located(where, fault) from None
    return SolutionValues(vector_of(routes).astype(float), objective=stated)


def _json_route(route: Any, node_of: Ints, where: str) -> list[int]:
    if not isinstance(route, list):
        raise InstanceError(f"{where}: 'routes' holds something else than lists of customers")
    nodes = [int(node_of[k]) for k in positions(route, node_of.size, where, "routes")]
    if 0 in nodes:
        raise InstanceError(f"{where}: 'routes' names the depot, expected customers only")
    return nodes


def _from_lines(text: str, node_of: Ints) -> tuple[list[list[int]], Fraction | None]:
    routes, stated, end = [], None, 1
    for line, content in _content(text):
        end = line
        if found := ROUTE.fullmatch(content):
            routes.append([_customer(word, node_of, line) for word in found[1].split()])
        elif (found := COST.fullmatch(content)) and stated is None:
            try:
                stated = fraction(parse_number(found[1]))
            except ValueError as error:
                raise FaultError(line, f"the cost {quoted(found[1])} {error}") from None
        else:
            raise FaultError(
                line, f"{quoted(content)} found, expected 'Route #1: ...' or one 'Cost ...'"
            )
    if not routes and node_of.size > 1:
        raise FaultError(end, "there is no route, expected lines 'Route #1: ...'")
    return routes, stated


def _content(text: str) -> Iterator[tuple[int, str]]:
    for line, content in enumerate(text.split("\n"), 1):
        if content.strip():
            yield line, content.strip()


def _customer(word: str, node_of: Ints, line: int) -> int:
    number = int(word) if word.isascii() and word.isdigit() and len(word) < 16 else -1
    if not 0 <= number < node_of.size or node_of[number] == 0:
        depot = int(np.flatnonzero(node_of == 0)[0])
        raise FaultError(
            line,
            f"{quoted(word)} found, expected a customer: 0 to {node_of.size - 1} without the"
            f" depot {depot}",
        )
    return int(node_of[number])

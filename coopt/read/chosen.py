"""Read a choice of items or nodes: positions from 0 on, or JSON."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.independent_set import IndependentSet
from coopt.problem.knapsack import Knapsack
from coopt.read.decimals import fraction, parse_number
from coopt.read.milp_solution import OBJECTIVE
from coopt.read.solution import SolutionValues
from coopt.read.solution_json import is_json, positions, read_list
from coopt.read.source import decode
from coopt.read.wording import FaultError, located, quoted


def read_chosen(data: bytes, where: str, problem: Knapsack | IndependentSet) -> SolutionValues:
    """Read the chosen positions.

    Raises
    ------
    InstanceError
        If the text breaks its format, or chooses a position twice or one that the problem has
        not.
    """
    text = decode(data, where)
    if is_json(text):
        listed, stated = read_list(text, where, "chosen")
        chosen = positions(listed, problem.n, where, "chosen")
        if len(set(chosen)) != len(chosen):
            raise InstanceError(f"{where}: 'chosen' holds a position twice")
    else:
        try:
            chosen, stated = _from_lines(text, problem.n)
        except FaultError as fault:
            raise located(where, fault) from None
    x = np.zeros(problem.n)
    x[chosen] = 1.0
    return SolutionValues(x, objective=stated)


def _from_lines(text: str, n: int) -> tuple[list[int], Fraction | None]:
    chosen: dict[int, None] = {}
    stated = None
    for line, content in enumerate(text.split("\n"), 1):
        if found := OBJECTIVE.match(content.strip()):
            try:
                stated = fraction(parse_number(found[1]))
            except ValueError as error:
                raise FaultError(line, f"the objective {quoted(found[1])} {error}") from None
        elif not content.lstrip().startswith("#"):
            for word in content.split():
                position = _position(word, n, line)
                if position in chosen:
                    raise FaultError(line, f"{position} is chosen twice")
                chosen[position] = None
    return list(chosen), stated


def _position(word: str, n: int, line: int) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 16 and int(word) < n):
        raise FaultError(line, f"{quoted(word)} found, expected a position from 0 to {n - 1}")
    return int(word)

"""Read solutions of models by names: MIPLIB, SCIP, HiGHS and Gurobi style, MIP starts, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.milp import Milp, variable_names
from coopt.read.decimals import Number, fraction, parse_number
from coopt.read.json_text import refuse_constant, unique_names
from coopt.read.solution import SolutionValues
from coopt.read.source import decode
from coopt.read.wording import FaultError, located, quoted

# Lines that state the objective, each followed by a number.
OBJECTIVE = re.compile(r"(?:=obj=|#?\s*objective(?:\s+value)?)\s*[:=]?\s*(\S+)\s*\Z", re.IGNORECASE)
# Lines that state that there is no solution.
NOTHING = re.compile(r"=infeas=|=unkn=|no solution available|none\Z", re.IGNORECASE)
# Lines of headings, which carry no value.
HEADING = re.compile(r"solution status:|model status\Z|primal solution", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SolutionText:
    """A solution as a file states it: exact values by name, and the objective if stated."""

    values: Mapping[str, Number]
    objective: Number | None = None


def read_named_values(data: bytes, where: str, problem: Milp) -> SolutionValues:
    """Read a solution of a model.

    Raises
    ------
    InstanceError
        If the text breaks its format, holds no solution, or names a variable that the problem
        has not.
    """
    found = parse_solution(data, where)
    index = {variable: j for j, variable in enumerate(variable_names(problem))}
    x = np.zeros(len(index))
    exact: dict[int, Fraction] = {}
    for variable, number in found.values.items():
        if variable not in index:
            raise InstanceError(
                f"{where}: names variable {quoted(variable)}, which the problem has not"
            )
        x[index[variable]] = number.value
        if number.exact is not None:
            exact[index[variable]] = number.exact
    stated = None if found.objective is None else fraction(found.objective)
    return SolutionValues(x, exact, stated)


def parse_solution(data: bytes, where: str) -> SolutionText:
    """Read a solution by names, from JSON or from lines of a name and a value.

    Raises
    ------
    InstanceError
        If the text breaks its format or states that there is no solution.
    """
    text = decode(data, where)
    if text.lstrip().startswith("{"):
        return _from_json(text, where)
    try:
        return _from_lines(text)
    except FaultError as fault:
        raise located(where, fault) from None


def _from_lines(text: str) -> SolutionText:
    values: dict[str, Number] = {}
    objective: Number | None = None
    for line, content in _value_lines(text):
        stated = OBJECTIVE.match(content)
        if stated and not (len(content.split()) == 2 and content.split()[0] in values):
            objective = _number(stated[1], line, "the objective")
            continue
        if NOTHING.match(content):
            raise FaultError(line, f"{quoted(content)}: the file holds no solution")
        if content.startswith("#") or HEADING.match(content):
            continue
        name, number = _name_and_value(content, line)
        if name in values:
            raise FaultError(line, f"variable {quoted(name)} has two values")
        values[name] = number
    return SolutionText(values, objective)


def _value_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines up to where HiGHS goes on with rows and duals."""
    status_follows = False
    for line, content in enumerate(text.split("\n"), 1):
        shown = content.strip()
        if re.match(r"# (?:Rows|Dual solution|Basis)\b", shown):
            return
        if shown and not status_follows and shown not in ("Feasible", "Infeasible"):
            yield line, shown
        status_follows = shown in ("Model status",)


def _name_and_value(content: str, line: int) -> tuple[str, Number]:
    fields = content.split()
    # SCIP adds the coefficient: "x  1  (obj:3)".
    if len(fields) == 3 and fields[2].startswith("(obj:"):
        fields.pop()
    if len(fields) != 2:
        raise FaultError(line, f"{quoted(content)} found, expected a variable's name and its value")
    return fields[0], _number(fields[1], line, f"the value of {quoted(fields[0])}")


def _number(text: str, line: int, what: str) -> Number:
    try:
        return parse_number(text)
    except ValueError as error:
        raise FaultError(line, f"{what}: {quoted(text)} {error}") from None


def _from_json(text: str, where: str) -> SolutionText:
    try:
        record = json.loads(
            text,
            parse_float=parse_number,
            parse_int=parse_number,
            parse_constant=refuse_constant,
            object_pairs_hook=unique_names,
        )
    except json.JSONDecodeError as error:
        raise InstanceError(f"{where}:{error.lineno}: not JSON: {error.msg.lower()}") from None
    except (ValueError, RecursionError) as error:
        raise InstanceError(f"{where}: a value in this JSON {error}") from None
    solution = record.get("solution")
    if not isinstance(solution, dict):
        raise InstanceError(f"{where}: this JSON has no object 'solution' of names and values")
    for name, number in solution.items():
        if not isinstance(number, Number):
            raise InstanceError(f"{where}: the value of {quoted(name)} is no number")
    stated = record.get("objective", record.get("primal_bound"))
    return SolutionText(solution, stated if isinstance(stated, Number) else None)

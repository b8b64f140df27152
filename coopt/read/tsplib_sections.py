"""Cut a TSPLIB text into keywords with values, and sections of numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from coopt.read.wording import FaultError, quoted

KEYWORDS = (
    *("NAME", "COMMENT", "TYPE", "DIMENSION", "CAPACITY", "VEHICLES", "COST_LIMIT"),
    *("EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE"),
    *("DISTANCE", "SERVICE_TIME", "ROUTE_NODES", "ROUTE_SCORE", "ROUTE_COST", "TSPSOL"),
)
SECTIONS = (
    *("NODE_COORD_SECTION", "EDGE_WEIGHT_SECTION", "DISPLAY_DATA_SECTION", "DEMAND_SECTION"),
    *("DEPOT_SECTION", "NODE_SCORE_SECTION", "SERVICE_TIME_SECTION", "FIXED_EDGES_SECTION"),
    *("TOUR_SECTION", "NODE_SEQUENCE_SECTION"),
)
REFUSED = {
    "EDGE_DATA_FORMAT": "graphs by their edges",
    "EDGE_DATA_SECTION": "graphs by their edges",
    "TIME_WINDOW_SECTION": "time windows",
    "BACKHAUL_SECTION": "backhauls",
    "LINEHAUL_SECTION": "backhauls",
    "PICKUP_AND_DELIVERY_SECTION": "pickups with deliveries",
    "PICKUP_SECTION": "pickups",
    "RELEASE_TIME_SECTION": "release times",
    "PRIZE_SECTION": "optional customers",
    "VEHICLES_DEPOT_SECTION": "several depots",
    "VEHICLES_FIXED_COST_SECTION": "fixed costs of vehicles",
    "CTSP_SET_SECTION": "clusters",
    "GTSP_SET_SECTION": "clusters",
    "GTSP_SETS": "clusters",
    "SALESMEN": "several salesmen",
    "DEPOTS": "several depots",
    "PRECEDENCE_SECTION": "precedences",
    "DRAFT_LIMIT_SECTION": "draft limits",
}
# Lines that begin with none of the characters of which numbers consist.
_HEAD = re.compile(r"^[ \t]*[^\s0-9+.\-][^\n]*$", re.MULTILINE)
_WORD = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)[ \t]*(?::|(?=[ \t])|$)[ \t]*(.*)")


class Keyword(NamedTuple):
    """The value of a keyword, and its line."""

    line: int
    text: str


class Section(NamedTuple):
    """A section: its name, the line of its name, and the text up to the next name."""

    name: str
    line: int
    body: str

    @property
    def last_line(self) -> int:
        """Line of the last text."""
        return self.line + self.body.rstrip().count("\n")


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything in a TSPLIB file; ``end`` is its last line.

    It is ``complete`` if EOF or at least a line end is at its end.
    """

    keywords: Mapping[str, Keyword]
    sections: Mapping[str, Section]
    end: int
    complete: bool

    @property
    def name(self) -> str:
        """Name of the instance, empty if none is given."""
        return self.keywords["NAME"].text if "NAME" in self.keywords else ""

    def line_of(self, name: str) -> int:
        """Return the line of a keyword or section."""
        return (self.keywords.get(name) or self.sections[name]).line


def cut_parts(text: str) -> Parts:
    """Cut the text at the lines that begin with a letter; what follows EOF is not read.

    Raises
    ------
    FaultError
        If a keyword or section is unknown, not supported or repeated, or numbers stand outside
        of sections.
    """
    keywords: dict[str, Keyword] = {}
    sections: dict[str, Section] = {}
    heads = list(_HEAD.finditer(text))
    _refuse_numbers(text[: heads[0].start()] if heads else text, 1)
    line, at, inside, complete = 1, 0, "", False
    for k, head in enumerate(heads):
        line += text.count("\n", at, head.start())
        at = head.start()
        name, value = _name_and_value(head[0], line, inside)
        if name == "EOF":
            complete = True
            break
        _check_new(name, line, keywords, sections)
        body = text[head.end() : heads[k + 1].start() if k + 1 < len(heads) else len(text)]
        inside = name if name in SECTIONS else ""
        if inside:
            _refuse_text(name, value, line)
            sections[name] = Section(name, line, body)
            continue
        keywords[name] = Keyword(line, value)
        _refuse_numbers(body, line)
    end = line if complete else text.rstrip().count("\n") + 1
    return Parts(keywords, sections, end, complete or text.endswith("\n"))


def _name_and_value(head: str, line: int, inside: str) -> tuple[str, str]:
    found = _WORD.fullmatch(head)
    name = found[1].upper() if found else ""
    if name in REFUSED:
        raise FaultError(line, f"{name} ({REFUSED[name]}) is not supported")
    if found is None or name not in (*KEYWORDS, *SECTIONS, "EOF"):
        place = f"a number of {inside} or a known keyword" if inside else "a known keyword"
        raise FaultError(line, f"{quoted(head.strip())} found, expected {place}")
    return name, found[2].strip()


def _check_new(
    name: str, line: int, keywords: Mapping[str, Keyword], sections: Mapping[str, Section]
) -> None:
    if name != "COMMENT" and (name in keywords or name in sections):
        first = (keywords.get(name) or sections[name]).line
        raise FaultError(line, f"{name} appears twice, first on line {first}")


def _refuse_text(name: str, value: str, line: int) -> None:
    if value:
        raise FaultError(line, f"{name} is followed by {quoted(value)}, a line end was expected")


def _refuse_numbers(text: str, line: int) -> None:
    if text.strip():
        skipped = text[: len(text) - len(text.lstrip())].count("\n")
        found = text.split("\n")[skipped].strip()
        raise FaultError(line + skipped, f"{quoted(found)} found, expected a line KEYWORD : value")

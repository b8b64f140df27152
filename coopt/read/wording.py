"""How errors show what was found: on one line, with control characters escaped."""

from __future__ import annotations

from coopt.errors import InstanceError

LONGEST = 60
LEARNING = (
    "an option dag.* reads it as data to learn a graph from, for example --set dag.score=bic (in"
    " Python coopt.read.read_dag)"
)
"""What to say of a table of numbers that may be data."""


class FaultError(Exception):
    """A fault in a text at a line; the reader turns it into an InstanceError with the path."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def printable(text: str) -> str:
    """Escape whatever would not print as itself on one line."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def quoted(name: str) -> str:
    """Show a name from a file: escaped, in quotes, and cut if it is very long."""
    shown = printable(name)
    if len(shown) > LONGEST:
        shown = f"{shown[: LONGEST - 3]}..."
    return f"'{shown}'"


def located(where: str, fault: FaultError) -> InstanceError:
    """Turn a fault into the error that a user sees."""
    return InstanceError(f"{where}:{fault.line}: {fault.message}")

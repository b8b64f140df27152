from __future__ import annotations

from inspect import getdoc, signature
from types import ModuleType

import coopt
from coopt.callable_module import Package


def test_a_submodule_that_is_a_verb_is_called_as_its_function() -> None:
    package, verb, noun = Package("room"), ModuleType("room.read"), ModuleType("room.write")
    verb.read = lambda x, times=2: x * times  # type: ignore[attr-defined]
    package.read = verb
    package.write = noun
    assert (package.read(4), package.read(4, times=3)) == (8, 12)
    assert package.read is verb
    assert str(package.read.__signature__) == "(x, times=2)"
    assert not callable(package.write)


def test_help_shows_what_the_function_does() -> None:
    assert (getdoc(coopt.solve_batch) or "").startswith("Solve many problems in one call")
    assert "time_limit" in signature(coopt.solve_batch).parameters

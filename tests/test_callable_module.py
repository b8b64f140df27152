from __future__ import annotations

from types import ModuleType

from coopt.callable_module import Package


def test_a_submodule_that_is_a_verb_is_called_as_its_function() -> None:
    package, verb, noun = Package("room"), ModuleType("room.read"), ModuleType("room.write")
    verb.read = lambda x, times=2: x * times  # type: ignore[attr-defined]
    package.read = verb
    package.write = noun
    assert (package.read(4), package.read(4, times=3)) == (8, 12)
    assert package.read is verb
    assert not callable(package.write)

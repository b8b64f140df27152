"""Submodules named after their one function: ``coopt.read(path)`` beside ``coopt.read.mps``."""

from __future__ import annotations

from types import ModuleType
from typing import Any

VERBS = ("read", "solve", "solve_batch")


class _Verb(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        return _function(self)(*args, **options)

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        """What ``help`` shows first: the function's documentation."""
        said: str | None = _function(self).__doc__
        return said

    @property
    def __signature__(self) -> Any:
        from inspect import signature

        return signature(_function(self))


def _function(module: ModuleType) -> Any:
    return getattr(module, module.__name__.rpartition(".")[2])


class Package(ModuleType):
    """A package that lets the submodules in ``VERBS`` be called as their functions.

    The import system binds a submodule in its package under the name that ``coopt`` also gives
    to the function; whichever of the two a program gets hold of, a call does the same.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in VERBS and isinstance(value, ModuleType):
            value.__class__ = _Verb
        super().__setattr__(name, value)

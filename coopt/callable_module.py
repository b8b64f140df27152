"""Modules named after their one function: ``coopt.read(path)`` beside ``coopt.read.mps``."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Verb(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        function = getattr(self, self.__name__.rpartition(".")[2])
        return function(*args, **options)


def make_callable(module: str) -> None:
    """Let ``module`` be called as its function of the same name.

    The import system binds a submodule in its package under the name that ``coopt`` also gives
    to the function; whichever of the two a program gets hold of, a call does the same.
    """
    sys.modules[module].__class__ = _Verb

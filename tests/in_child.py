"""Run a function in a forked child: engines must not meet in the process of the tests."""

import functools
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def in_child(function: Callable[P, T]) -> Callable[P, T]:
    """Let each call run in a child of its own."""

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            job = pool.submit(_named, function.__module__, function.__name__, args, kwargs)
            answer: T = job.result()
        return answer

    return call


def _named(module: str, name: str, args: tuple[object, ...], kwargs: dict[str, object]) -> Any:
    import sys

    return sys.modules[module].__dict__[name].__wrapped__(*args, **kwargs)

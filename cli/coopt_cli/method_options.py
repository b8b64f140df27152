"""``--method a,b`` and ``--set METHOD.OPTION=VALUE``, checked against the registry."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from coopt.errors import OptionError
from coopt.read.dag_options import PREFIX, dag_options
from coopt.registry import method
from coopt_cli.params_file import origin


def chosen_methods(text: str | None) -> tuple[str, ...]:
    """Split and check a list of methods; ``auto``, or nothing, leaves the choice to coopt.

    Raises
    ------
    OptionError
        If a method does not exist, or a text names none.
    """
    where = origin(click.get_current_context(silent=True), "methods")
    names = tuple(dict.fromkeys(name.strip() for name in (text or "").split(",") if name.strip()))
    if names == ("auto",):
        return ()
    if text is not None and not names:
        raise OptionError(f"{where}{text!r} names no method; 'coopt methods' lists them")
    with _located(where):
        for name in names:
            method(name)
    return names


def method_settings(given: Sequence[str], methods: Sequence[str]) -> dict[str, str]:
    """Turn ``METHOD.OPTION=VALUE`` into a mapping; values of ``--params`` come first.

    With exactly one ``--method``, ``OPTION=VALUE`` means that method's.

    Raises
    ------
    OptionError
        If a text has another form, or names no method or option that exists.
    """
    ctx = click.get_current_context(silent=True)
    from_file = ctx.meta.get("coopt.settings", []) if ctx else []
    with _located(f"{ctx.meta['coopt.params']}: " if ctx and from_file else ""):
        settings = dict(_setting(text, methods, "") for text in from_file)
    return settings | dict(_setting(text, methods) for text in given)


def reading_options(given: Sequence[str]) -> dict[str, Any]:
    """Turn ``dag.OPTION=VALUE`` into the arguments of a reading.

    Raises
    ------
    OptionError
        If a text says anything else.
    """
    settings = dict(_setting(text, ()) for text in given)
    others = [key for key in settings if not key.startswith(PREFIX)]
    if others:
        raise OptionError(f"--set {others[0]}: only {PREFIX}* options say how a file is read")
    return dag_options(settings)


@contextmanager
def _located(where: str) -> Iterator[None]:
    try:
        yield
    except OptionError as error:
        raise OptionError(f"{where}{error}") from None


def _setting(text: str, methods: Sequence[str], flag: str = "--set ") -> tuple[str, str]:
    key, equals, value = text.partition("=")
    name, dot, option = key.strip().partition(".")
    if not dot and len(methods) == 1:
        name, option = methods[0], name
    if not (equals and name and option):
        raise OptionError(f"{flag}{text!r}: expected METHOD.OPTION=VALUE")
    if f"{name}." == PREFIX:
        with _located(flag):
            dag_options({f"{PREFIX}{option}": value.strip()})
        return f"{PREFIX}{option}", value.strip()
    known = method(name).settings
    # A key such as "any SCIP parameter" leaves the check to the engine.
    if option not in known and all(key.isidentifier() for key in known):
        close = difflib.get_close_matches(option, known, n=3) or sorted(known)
        hint = f"did you mean {', '.join(close)}?" if close else "it has none"
        raise OptionError(f"{flag}{text!r}: {name} has no option {option!r}; {hint}")
    return f"{name}.{option}", value.strip()

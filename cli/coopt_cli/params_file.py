"""``--params FILE.toml``: options of a run, kept in a file."""

from __future__ import annotations

import difflib
import tomllib
from typing import Any

import click
from click.core import ParameterSource

from coopt_cli.text_file import read_text


def read_params(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Take the defaults of the other options from a TOML file.

    Keys of the top level are long options (``time-limit`` or ``time_limit``); a table
    ``[METHOD]`` holds the options of that method.
    """
    if value is None:
        return
    try:
        table = tomllib.loads(read_text(value))
    except tomllib.TOMLDecodeError as error:
        raise click.UsageError(f"{value}: {error}", ctx) from None
    names = _option_names(ctx.command)
    defaults: dict[str, Any] = {}
    settings: list[str] = []
    for key, entry in table.items():
        if isinstance(entry, dict):
            settings += [f"{key}.{option}={_text(item)}" for option, item in entry.items()]
        else:
            defaults[_known(key, names, value, ctx)] = _joined(entry)
    ctx.meta["coopt.params"] = value
    if settings:
        ctx.meta["coopt.settings"] = settings
    ctx.default_map = {**(ctx.default_map or {}), **defaults}


def origin(ctx: click.Context | None, parameter: str | None) -> str:
    """Return ``FILE: `` if the value of a parameter comes from a file, else nothing."""
    if ctx is None or parameter is None or "coopt.params" not in ctx.meta:
        return ""
    in_file = ctx.get_parameter_source(parameter) is ParameterSource.DEFAULT_MAP
    return f"{ctx.meta['coopt.params']}: " if in_file else ""


def _option_names(command: click.Command) -> dict[str, str]:
    """Map each long option, without dashes, to the name of its parameter."""
    return {
        option.removeprefix("--"): str(parameter.name)
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--") and option not in ("--params", "--help", "--set")
    }


def _known(key: str, names: dict[str, str], path: str, ctx: click.Context) -> str:
    dashed = key.replace("_", "-")
    if dashed in names:
        return names[dashed]
    close = difflib.get_close_matches(dashed, names, n=3)
    hint = f"did you mean {', '.join(close)}?" if close else f"there are {', '.join(sorted(names))}"
    raise click.UsageError(f"{path}: there is no option {key!r}; {hint}", ctx)


def _joined(entry: Any) -> Any:
    return ",".join(map(str, entry)) if isinstance(entry, list) else entry


def _text(item: Any) -> str:
    return str(item).lower() if isinstance(item, bool) else str(item)

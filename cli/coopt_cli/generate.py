"""``coopt generate``: random instances from seeded distributions."""

from __future__ import annotations

import difflib
import re

import click


@click.command("generate", short_help="Write a random instance.")
@click.argument("name", required=False)
@click.option("-o", "--output", metavar="FILE", help="Where to write it; its suffix is the format.")
@click.option("--to", metavar="NAME", help="Format to write, if FILE does not tell.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option("--set", "settings", multiple=True, metavar="PARAMETER=VALUE")
def command(
    name: str | None, output: str | None, to: str | None, seed: int, settings: tuple[str, ...]
) -> None:
    """Draw an instance from the distribution NAME; without NAME, list the distributions.

    Models are written as .mps or .lp, tours as .tsp, routes as .vrp, orienteering as .oplib,
    knapsacks as .kp, graphs as .col, data as .csv, and all but models and data as .json. Distances
    of points are real numbers; --set scale=1000 makes them whole, as TSPLIB has them. A second
    suffix .gz packs.
    """
    if name is None:
        print("\n".join(_listing()))
        return
    from coopt.generate import generate
    from coopt_cli.model_file import check_format, write_model
    from coopt_cli.output_file import check_output

    if output is None:
        raise click.UsageError("-o FILE says where to write the instance")
    check_output(output)
    check_format(output, to)
    write_model(output, generate(_known(name), seed, **_parameters(settings)), to)


def _known(name: str) -> str:
    from coopt.generate import GENERATORS

    key = name.replace("-", "_")
    if key not in GENERATORS:
        close = difflib.get_close_matches(key, GENERATORS) or list(GENERATORS)
        raise click.UsageError(
            f"there is no distribution {name!r}; did you mean {', '.join(close)}?"
        )
    return key


def _parameters(settings: tuple[str, ...]) -> dict[str, str]:
    parameters = {}
    for text in settings:
        key, equals, value = text.partition("=")
        if not (key and equals):
            raise click.UsageError(f"--set {text!r}: expected PARAMETER=VALUE")
        parameters[key.strip().replace("-", "_")] = value.strip()
    return parameters


def _listing() -> list[str]:
    from coopt.generate import GENERATORS
    from coopt.generate.table import describe

    lines = []
    for name, entry in GENERATORS.items():
        defaults = " ".join(f"{key}={value}" for key, value in entry.defaults.items())
        # What it draws, without the marks that lead to its references.
        said = re.sub(r" \[\d+\]_", "", describe(name))
        lines += [f"{name}: {said}", f"    {defaults}"]
    return lines

"""``coopt info``: what is in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from coopt.features.milp_summary import MilpSummary


@click.command("info", short_help="Show what a model consists of.")
@click.argument("file")
@click.option("--format", "format_name", metavar="NAME", help="Format, if FILE does not tell.")
@click.option("--set", "settings", multiple=True, metavar="dag.OPTION=VALUE",
              help="How a table of data is read; as for solve.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def command(file: str, format_name: str | None, settings: tuple[str, ...], as_json: bool) -> None:
    """Show size, kinds of variables, classes of rows and ranges of coefficients of FILE."""
    from coopt.problem import Milp
    from coopt_cli.answer import instance_facts
    from coopt_cli.method_options import reading_options
    from coopt_cli.model_file import read_model

    problem = read_model(file, format_name, dag=reading_options(settings))
    facts = {"file": file, **instance_facts(problem)}
    summary = None
    if isinstance(problem, Milp):
        from coopt.features.milp_summary import summarise

        summary = summarise(problem)
    if as_json:
        from coopt_cli.json_text import json_text

        print(json_text(facts | _parts(summary)))
    else:
        print("\n".join(_text(facts, summary)))


def _parts(summary: MilpSummary | None) -> dict[str, Any]:
    if summary is None:
        return {}
    return {
        "variable_kinds": summary.variables,
        "row_classes": summary.rows,
        "ranges": summary.ranges,
    }


def _text(facts: dict[str, Any], summary: MilpSummary | None) -> list[str]:
    from coopt_cli.printable import number, printable

    lines = [(name, printable(str(value))) for name, value in facts.items()]
    if summary is not None:
        lines.append(("", ""))
        lines += [(f"{name} variables", str(count)) for name, count in summary.variables.items()]
        lines.append(("", ""))
        lines += [(f"{name} rows", str(count)) for name, count in summary.rows.items()]
        lines.append(("", ""))
        for name, found in summary.ranges.items():
            text = f"{number(found[0])} to {number(found[1])}" if found else "none"
            lines.append((f"{name} range", text))
    width = max(len(name) for name, _ in lines) + 2
    return [f"{name:{width}}{text}".rstrip() for name, text in lines]

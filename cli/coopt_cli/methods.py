"""``coopt methods``: what the registry holds."""

from __future__ import annotations

from typing import Any

import click


@click.command("methods", short_help="List the methods.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def command(as_json: bool) -> None:
    """List the methods that --method and bench --methods accept, and all options."""
    from coopt.registry import METHODS

    found = [{"name": name, **_facts(spec)} for name, spec in METHODS.items()]
    if as_json:
        from coopt_cli.json_text import json_text

        print(json_text(found))
        return
    print("\n".join(_text(found)))


def _facts(spec: Any) -> dict[str, Any]:
    return {
        "solves": [kind.__name__ for kind in spec.solves],
        "gives": [part.name.lower() for part in spec.gives],
        "needs": f"coopt[{spec.extra}]" if spec.extra else "",
        "summary": spec.summary,
        "paper": spec.paper,
        "lacks": sorted(spec.lacks),
        "settings": dict(spec.settings),
    }


def _text(found: list[dict[str, Any]]) -> list[str]:
    from coopt.read.dag_options import OPTIONS
    from coopt_cli.table import table

    rows = [
        (each["name"], " ".join(each["solves"]), " ".join(each["gives"]), each["summary"])
        for each in found
    ]
    lines = table(("method", "solves", "gives", "what it is"), rows)
    for each in found:
        lines += ["", each["name"]]
        lines += [f"  paper    {each['paper']}"] if each["paper"] else []
        lines += [f"  needs    {each['needs']}"] if each["needs"] else []
        lines += [f"  lacks    {', '.join(each['lacks'])}"] if each["lacks"] else []
        lines += [f"  option   {name}: {text}" for name, text in each["settings"].items()]
    lines += ["", "dag (no method: how a table of data is read, to learn a graph from it)"]
    return lines + [f"  option   {name}: {text}" for name, (_, text) in OPTIONS.items()]

"""``coopt verify``: check a solution in exact arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from coopt_cli.units import SHARE

if TYPE_CHECKING:
    from coopt.check.evaluation import Certificate
    from coopt.read.solution import SolutionValues

NOT_VERIFIED = 1
# Other tools round the objective that they write.
STATED = 1e-6
# The kind of violation of what has not the form of a solution, and thus no objective.
FORM = "form"


@click.command("verify", short_help="Check a solution exactly.")
@click.argument("model")
@click.argument("solution")
@click.option("--format", "format_name", metavar="NAME", help="Format, if MODEL does not tell.")
@click.option("--tol", type=SHARE, default=1e-6, show_default=True,
              help="Allowed violation; for mixed-integer models.")  # fmt: skip
@click.option("--set", "settings", multiple=True, metavar="dag.OPTION=VALUE",
              help="How a table of data is read; as for solve.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    model: str,
    solution: str,
    format_name: str | None,
    tol: float,
    settings: tuple[str, ...],
    as_json: bool,
) -> None:
    """Check SOLUTION against MODEL in rational arithmetic, on the decimals of the file.

    Exits with 0 if every violation is within the tolerance (of rows and bounds, times
    max(1, |side|); of limits of other problems, 1e-9 of the limit) and an objective that
    SOLUTION states is right up to 1e-6, else with 1.
    """
    from coopt_cli.method_options import reading_options
    from coopt_cli.model_file import read_model, read_values

    problem = read_model(model, format_name, dag=reading_options(settings))
    tol = _tolerance(problem, tol)
    report = _check(problem, read_values(solution, problem), tol)
    if as_json:
        from coopt_cli.json_text import json_text

        print(json_text({"model": model, "solution": solution, "tolerance": tol, **report}))
    else:
        print("\n".join(_text(report, tol)))
    ctx.exit(0 if report["verified"] and report["objective_agrees"] else NOT_VERIFIED)


def _tolerance(problem: Any, asked: float) -> float:
    from coopt.check.sequence import TOLERANCE
    from coopt.problem import Milp

    return asked if isinstance(problem, Milp) else TOLERANCE


def _check(problem: Any, values: SolutionValues, tol: float) -> dict[str, Any]:
    certificate, worst = _certified(problem, values, tol)
    stated = None if values.objective is None else float(values.objective)
    formed = all(kind != FORM for kind, _, _ in worst)
    objective = float(certificate.objective) if formed else None
    return {
        "stated_objective": stated,
        "objective_agrees": stated is None
        or objective is None
        or math.isclose(stated, objective, rel_tol=STATED, abs_tol=STATED),
        "verified": certificate.verified,
        "objective": objective,
        "objective_exact": str(certificate.objective) if formed else None,
        "max_violation": certificate.max_violation,
        "violations": [{"kind": k, "name": name, "amount": amount} for k, name, amount in worst],
    }


def _certified(
    problem: Any, values: SolutionValues, tol: float
) -> tuple[Certificate, list[tuple[str, str, float]]]:
    """Return the certificate, and what is violated: its kind, its name and by how much."""
    from coopt.problem import Milp

    if isinstance(problem, Milp):
        from coopt.check.exact_milp import certify, violations_table

        worst = violations_table(problem, values.x, exact_x=values.exact)
        return certify(problem, values.x, tol, values.exact), worst
    from coopt.check.candidate import certify as certify_any

    certificate = certify_any(problem, values.x)
    if not certificate.worst:
        return certificate, []
    kind = "limit" if math.isfinite(certificate.max_violation) else FORM
    return certificate, [(kind, certificate.worst, certificate.max_violation)]


def _text(report: dict[str, Any], tol: float) -> list[str]:
    from coopt_cli.printable import number, printable
    from coopt_cli.table import table

    verdict = {
        "exact": "exactly: no constraint is violated at all",
        "tolerance": f"within the tolerance {number(tol)}",
        None: f"NO: violated beyond the tolerance {number(tol)}",
    }[report["verified"]]
    for each in report["violations"]:
        if each["kind"] == FORM:
            return [f"verified:       NO: {printable(each['name'])}"]
    stated = report["stated_objective"]
    lines = []
    if not report["objective_agrees"]:
        lines = [f"the file says:  {number(stated)}, WRONG: that is not its objective"]
    lines += [
        f"objective:      {number(report['objective'])}",
        f"verified:       {verdict}",
        f"max violation:  {number(report['max_violation'])}",
    ]
    rows = [
        (each["kind"], printable(each["name"]), f"{each['amount']:.3g}")
        for each in report["violations"]
    ]
    return [*lines, "", *table(("violated", "name", "by"), rows, "llr")] if rows else lines

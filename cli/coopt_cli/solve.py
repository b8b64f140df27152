"""``coopt solve``: read a model, solve it, say what is known about the answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from coopt_cli.interruption import Interruption, ReadingInterrupted, interruptible
from coopt_cli.params_file import read_params
from coopt_cli.units import DURATION, SHARE, SIZE

if TYPE_CHECKING:
    from coopt.result import Event, Result
    from coopt_cli.answer import Answer

_OPTIONS = (
    click.option("--format", "format_name", metavar="NAME", help="Format, if FILE does not tell."),
    click.option("-t", "--time-limit", type=DURATION, metavar="TIME", help="60, 90s, 10m, 1h30m."),
    click.option("-j", "--threads", type=click.IntRange(1), default=2, show_default=True),
    click.option("--gap", type=SHARE, default=1e-6, show_default=True,
                 help="Relative gap at which to stop."),
    click.option("--nodes", type=click.IntRange(0), help="Limit of branch-and-bound nodes."),
    click.option("--seed", type=click.IntRange(0), default=0, show_default=True),
    click.option("--method", "methods", metavar="A,B", help="Methods to run instead of our choice;"
                 " 'coopt methods' lists them."),
    click.option("--start", metavar="FILE",
                 help="Solution to start from (.sol, .tour, ..., as -o writes)."),
    click.option("-o", "--output", metavar="FILE", help="Write the best solution here, as it "
                 "improves (.sol, .tour, .mst, .json; of a learned graph: .csv, .json, .graphml, "
                 ".dot; .gz compresses)."),
    click.option("--json", "json_path", metavar="FILE", help="Write the result as JSON; - prints "
                 "it, alone on one line."),
    click.option("--events", "events_path", metavar="FILE",
                 help="Write each event as a line of JSON; - prints them."),
    click.option("--plot", metavar="FILE",
                 help="Draw the tour, routes, set or graph, of other models both bounds over "
                 "time, as SVG (.svg); - prints it."),
    click.option("--params", metavar="FILE", is_eager=True, expose_value=False,
                 callback=read_params, help="TOML file of options; the command line wins."),
    click.option("--set", "settings", multiple=True, metavar="METHOD.OPTION=VALUE",
                 help="Option of one method; may be repeated. dag.OPTION=VALUE reads a table of "
                 "data to learn a graph from, as dag.score=bic (default: ls); 'coopt methods' "
                 "lists all."),
    click.option("--memory", type=SIZE, metavar="SIZE", help="Memory for all engines: 500M, 4G."),
    click.option("--why", is_flag=True, help="Say why these methods were chosen."),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 after every proper run."),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
    click.option("-v", "--verbose", is_flag=True, help="Log every event."),
)  # fmt: skip


def _with_options(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command("solve", short_help="Solve a model.")
@click.argument("file")
@_with_options
@click.pass_context
def command(ctx: click.Context, /, file: str, **given: Any) -> None:
    """Solve the model in FILE; - reads it from standard input.

    The log goes to stderr, results to stdout. The first Ctrl-C or SIGTERM ends the run with the
    best solution found.

    Exit codes: 0 solved, or a limit with a solution; 2 wrong usage; 3 unreadable input;
    4 infeasible; 5 unbounded; 6 a limit without a solution; 7 an engine failed; 130 second
    Ctrl-C.
    """
    began = time.monotonic()
    with interruptible() as interruption:
        ctx.exit(_answered(file, given, began, interruption))


def _answered(file: str, given: dict[str, Any], began: float, interruption: Interruption) -> int:
    """Solve, give the answer, and return the exit code."""
    from coopt.errors import CooptError, EngineError, InstanceError
    from coopt_cli.answer import Answer, interrupted, unanswered, unwritten
    from coopt_cli.exit_codes import exit_code
    from coopt_cli.output_file import check_outputs

    if given["quiet"] and given["verbose"]:
        raise click.UsageError("--quiet and --verbose contradict each other")
    check_outputs(file, given)
    answer = Answer(file, given["json_path"], given["quiet"], given["why"], given["output"])
    answer.printing = "-" not in (given["json_path"], given["events_path"], given["plot"])
    try:
        result = _solve(file, given, began, interruption, answer)
    except ReadingInterrupted:
        result = interrupted(time.monotonic() - began)
    except (InstanceError, EngineError) as error:
        answer.give(unanswered(str(error), time.monotonic() - began))
        raise
    interruption.end_reading()
    answer.give(result)
    if given["plot"]:
        _plot(given["plot"], answer.problem, file, result)
    if result.status == "error":
        raise EngineError("; ".join(result.notes) or "no engine ended properly")
    if note := unwritten(result):
        raise CooptError(note)
    return exit_code(result, given["exit_zero"])


def _plot(path: str, problem: Any, file: str, result: Result) -> None:
    """Draw the solution where it has a picture, else both bounds over time."""
    from pathlib import Path

    from coopt.write.solution_svg import solution_svg
    from coopt.write.trace_svg import trace_svg
    from coopt_cli.answer import write_text
    from coopt_cli.printable import number

    drawn = None
    if result.solution is not None:
        title = f"{Path(file).name}: {number(result.objective)}"
        drawn = solution_svg(problem, result.solution, title)
    write_text(path, drawn or trace_svg(result.trace, f"{Path(file).name}: {result.status}"))


def _solve(
    file: str, given: dict[str, Any], began: float, interruption: Interruption, answer: Answer
) -> Result:
    """Read and solve."""
    from coopt.read.dag_options import PREFIX, dag_options
    from coopt.solve import solve
    from coopt.write.solution import maker_of
    from coopt_cli.event_log import event_log
    from coopt_cli.method_options import chosen_methods, method_settings
    from coopt_cli.model_file import read_model, read_values

    methods = chosen_methods(given["methods"])
    settings = method_settings(given["settings"], methods)
    interruption.begin_reading()
    dag = dag_options(settings)
    settings = {key: value for key, value in settings.items() if not key.startswith(PREFIX)}
    problem = read_model(file, given["format_name"], given["quiet"], dag)
    start = read_values(given["start"], problem).x if given["start"] else None
    if given["output"]:
        maker_of(given["output"], problem)
    answer.of(problem)
    with event_log(given["quiet"], given["verbose"], given["events_path"]) as log:

        def on_event(event: Event) -> None:
            interruption.end_reading()
            log(event)

        return solve(
            problem,
            time_limit=_left(given["time_limit"], began),
            threads=given["threads"],
            gap=given["gap"],
            seed=given["seed"],
            methods=methods,
            start=start,
            options=settings,
            memory=given["memory"],
            node_limit=given["nodes"],
            output=given["output"],
            on_event=on_event,
        )


def _left(limit: float | None, began: float) -> float | None:
    """Return what reading has left of the time limit."""
    return None if limit is None else max(0.0, limit - (time.monotonic() - began))

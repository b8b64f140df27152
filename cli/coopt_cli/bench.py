"""``coopt bench``: many files, several methods, one row each, and what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coopt_cli.units import DURATION, SHARE, SIZE

if TYPE_CHECKING:
    from coopt_cli.bench_session import Session


@click.command("bench", short_help="Run methods on many models and compare.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-t", "--time-limit", type=DURATION, default="60", show_default=True, metavar="TIME")
@click.option("-j", "--threads", type=click.IntRange(1), default=2, show_default=True)
@click.option("--methods", default="auto", show_default=True, metavar="A,B,auto")
@click.option("--bks", metavar="FILE", help="CSV of best known values, by name or file.")
@click.option(
    "--json",
    "json_path",
    metavar="FILE",
    help="Results, saved after each row; rows already there are kept.",
)
@click.option(
    "--gap", type=SHARE, default=1e-6, show_default=True, help="Relative gap at which a run stops."
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option("--memory", type=SIZE, metavar="SIZE", help="Memory for all engines of a run.")
@click.option("--set", "settings", multiple=True, metavar="METHOD.OPTION=VALUE")
@click.option("-q", "--quiet", is_flag=True, help="Print the summary only.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> None:
    """Solve every model in PATH... (files or folders) with every method, one after another.

    Each run is a process of its own. With --json the results are saved after each row, and a
    bench that was interrupted goes on where it stopped. Exits with 1 if a claim was wrong.
    """
    from coopt_cli.bench_files import bench_files, stored_references
    from coopt_cli.bench_session import open_session
    from coopt_cli.bench_text import summary_lines
    from coopt_cli.method_options import chosen_methods, method_settings
    from coopt_cli.output_file import check_output

    names = [name.strip() for name in given["methods"].split(",") if name.strip()]
    if names != ["auto"]:
        chosen_methods(",".join(name for name in names if name != "auto") or given["methods"])
    method_settings(given["settings"], ())
    limits = {name: given[name] for name in ("time_limit", "threads", "gap", "seed", "memory")} | {
        "set": sorted(given["settings"])
    }
    files = bench_files(paths)
    if given["json_path"] == "-":
        raise click.UsageError("--json needs a file, which a later bench can go on from")
    check_output(given["json_path"], (*files, given["bks"]))
    session = open_session(given["json_path"], given["bks"], limits)
    session.references.update(stored_references(files))
    _run_all(session, files, list(dict.fromkeys(names)), given["quiet"])
    print("\n".join(summary_lines(session.scores())))
    ctx.exit(1 if any(score.wrong for score in session.scores()) else 0)


def _run_all(session: Session, files: list[str], methods: list[str], quiet: bool) -> None:
    from coopt_cli.bench_process import run_once, sigterm_interrupts
    from coopt_cli.bench_text import Progress

    todo = [(file, method) for file in files for method in methods]
    kept = sum(session.has(file, method) for file, method in todo)
    with sigterm_interrupts(), Progress(len(todo), quiet) as progress:
        progress.resume(kept, session.path)
        for file, method in todo:
            if session.has(file, method):
                progress.skip()
                continue
            progress.begin(file, method)
            session.add(run_once(file, method, session.limits))
            progress.end(session.last())

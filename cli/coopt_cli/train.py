"""``coopt train``: train a policy by its recipe."""

from __future__ import annotations

import math

import click

from coopt_cli.exit_codes import INTERRUPTED
from coopt_cli.units import DURATION


@click.command("train", short_help="Train a policy by its recipe.")
@click.argument("recipe")
@click.option("--resume", is_flag=True, help="Go on from the last checkpoint, if there is one.")
@click.option("--device", type=click.Choice(["cpu", "cuda"]), help="Where to train.")
@click.option("--time-limit", type=DURATION, metavar="TIME", help="Stop and save after so long.")
@click.option("--out", metavar="DIR", help="Folder of checkpoints, curve and policy.")
@click.option("--labels", metavar="DIR", help="Folder of labels, to share between runs.")
@click.option("--labels-only", is_flag=True, help="Make the labels and end.")
@click.option("--workers", type=click.IntRange(0), default=0, help="Processes that make labels.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    recipe: str,
    resume: bool,
    device: str | None,
    time_limit: float | None,
    out: str | None,
    labels: str | None,
    labels_only: bool,
    workers: int,
    quiet: bool,
) -> int:
    """Train as the file RECIPE says, and write weights, recipe and card to DIR/policy.

    Labels are made first, by all cores; they and the training go on where they were interrupted.
    Without --out, DIR is runs/METHOD/TASK. The same trainer runs without the command line's
    libraries as python3 -m coopt.training.
    """
    import importlib.util

    from coopt.errors import MissingExtraError
    from coopt.training.command import Order, train

    if importlib.util.find_spec("torch") is None:
        raise MissingExtraError("training needs PyTorch: pip install 'coopt[learn]'")
    limit = math.inf if time_limit is None else time_limit
    order = Order(
        recipe, out or "", labels or "", resume, device or "", limit, workers, labels_only, quiet
    )
    ending = train(order)
    if ending.text and not (ending.why == "done" and quiet):
        click.echo(ending.text, err=True)
    return INTERRUPTED if ending.why == "interrupt" else 0

"""``coopt convert``: the same model in another format."""

from __future__ import annotations

import click


@click.command("convert", short_help="Write a model in another format.")
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--format", "format_name", metavar="NAME", help="Format, if IN does not tell.")
@click.option(
    "--to", metavar="NAME", help="Format to write (mps, lp, tsp, ...), if OUT does not tell."
)
def command(source: str, target: str, format_name: str | None, to: str | None) -> None:
    """Read IN and write it as OUT, in the format that the suffix of OUT names.

    A second suffix .gz compresses. IN and OUT may be - for standard input and output.
    """
    from coopt_cli.model_file import check_format, read_model, write_model
    from coopt_cli.output_file import check_output

    check_output(target, (source,))
    check_format(target, to)
    write_model(target, read_model(source, format_name), to)

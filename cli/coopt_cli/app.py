"""The command ``coopt``: its subcommands, each loaded on use, and what becomes of errors."""

from __future__ import annotations

import difflib
import importlib
import os
import sys
import warnings
from collections.abc import Sequence
from itertools import pairwise
from types import TracebackType

import click

from coopt import __version__
from coopt.errors import CooptError, InstanceError, MissingExtraError, OptionError
from coopt_cli.exit_codes import BROKEN, INTERRUPTED, UNREADABLE, USAGE
from coopt_cli.printable import printable

COMMANDS = (
    "solve",
    "verify",
    "convert",
    "info",
    "bench",
    "generate",
    "methods",
    "doctor",
    "train",
    "warmup",
)


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, the most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"coopt_cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name those that are spelt like it."""
        if args[0] not in COMMANDS:
            close = difflib.get_close_matches(args[0], COMMANDS) or COMMANDS
            ctx.fail(f"there is no command {args[0]!r}; did you mean {', '.join(close)}?")
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            _refuse_forgotten_values(command, rest, click.Context(command, ctx, name))
        return name, command, rest


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="coopt")
def group() -> None:
    """Solve combinatorial-optimization problems, with verified answers and honest bounds."""


def _refuse_forgotten_values(command: click.Command, args: list[str], ctx: click.Context) -> None:
    """Refuse an option where the value of another is due: it would become a file of that name."""
    options = [param for param in command.params if isinstance(param, click.Option)]
    known = {name for option in options for name in (*option.opts, *option.secondary_opts)}
    valued = {name for option in options if not option.is_flag for name in option.opts}
    for option, value in pairwise(args):
        if option == "--":
            return
        if option in valued and value in known:
            raise click.BadOptionUsage(option, f"Option {option!r} requires an argument.", ctx)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; errors become one line on stderr."""
    sys.excepthook = _report_bug
    warnings.showwarning = _warn
    try:
        code = group.main(args=arguments, prog_name="coopt", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        return USAGE
    except click.UsageError as error:
        return _fail(_usage(error), USAGE)
    except click.ClickException as error:
        return _fail(error.format_message(), USAGE)
    except CooptError as error:
        return _fail(str(error), _code(error))
    except BrokenPipeError:
        # Python would complain once more when it flushes stdout at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror or error}", BROKEN)
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted", INTERRUPTED)
    return code if isinstance(code, int) else 0


def _usage(error: click.UsageError) -> str:
    from coopt_cli.params_file import origin

    parameter = error.param if isinstance(error, click.BadParameter) else None
    where = origin(error.ctx, parameter.name if parameter else None)
    text = error.format_message().rstrip(".")
    see = " See" if text.endswith(("?", "?)")) else "; see"
    return f"{where}{text}{see} {error.ctx.command_path if error.ctx else 'coopt'} --help"


def _code(error: CooptError) -> int:
    if isinstance(error, InstanceError):
        return UNREADABLE
    return USAGE if isinstance(error, OptionError | MissingExtraError) else BROKEN


def _fail(message: str, code: int) -> int:
    print(f"coopt: error: {printable(message)}", file=sys.stderr)
    return code


def _warn(message: Warning | str, *place: object, **more: object) -> None:
    print(f"coopt: warning: {printable(str(message))}", file=sys.stderr)


def _report_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Show an unforeseen error in one line, and its traceback only to those who ask."""
    if os.environ.get("COOPT_TRACEBACK"):
        sys.__excepthook__(kind, error, trace)
        return
    text = printable(f"{kind.__name__}: {error}")
    print(
        f"coopt: internal error: {text} (COOPT_TRACEBACK=1 shows where; please report it)",
        file=sys.stderr,
    )

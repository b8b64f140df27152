"""How a person calls coopt: arguments in, a call of the library, text out."""

from coopt_cli.app import main as main

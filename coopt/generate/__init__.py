"""Seeded random instances, one distribution a file."""

from coopt.generate.table import GENERATORS as GENERATORS
from coopt.generate.table import generate as generate

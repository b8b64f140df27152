"""Read instances and solutions; one table, in `instance`, holds the formats."""

from coopt.read.instance import FORMATS as FORMATS
from coopt.read.instance import read as read

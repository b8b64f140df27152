"""Write instances and solutions; one table, in `instance`, holds the formats."""

from coopt.write.atomic import write_atomic as write_atomic
from coopt.write.instance import write as write
from coopt.write.solution import write_solution as write_solution

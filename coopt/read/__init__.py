"""Read instances and solutions; one table, in `instance`, holds the formats."""

from coopt.read.dag import read_dag as read_dag
from coopt.read.from_arrays import tsp_from_matrix as tsp_from_matrix
from coopt.read.from_arrays import tsp_from_points as tsp_from_points
from coopt.read.from_networkx import independent_set_from_graph as independent_set_from_graph
from coopt.read.from_networkx import tsp_from_graph as tsp_from_graph
from coopt.read.instance import FORMATS as FORMATS
from coopt.read.instance import read as read
from coopt.read.uniform import read_instances as read_instances

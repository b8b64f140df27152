"""Problems: frozen data, one problem a file."""

from coopt.problem.csr import Csr as Csr
from coopt.problem.cvrp import Cvrp as Cvrp
from coopt.problem.dag import Dag as Dag
from coopt.problem.distances import Distances as Distances
from coopt.problem.distances import explicit as explicit
from coopt.problem.independent_set import IndependentSet as IndependentSet
from coopt.problem.knapsack import Knapsack as Knapsack
from coopt.problem.milp import Indicator as Indicator
from coopt.problem.milp import Milp as Milp
from coopt.problem.milp import Sos as Sos
from coopt.problem.multi_tsp import MultiTsp as MultiTsp
from coopt.problem.orienteering import Orienteering as Orienteering
from coopt.problem.prize_collecting import PrizeCollecting as PrizeCollecting
from coopt.problem.tsp import Tsp as Tsp

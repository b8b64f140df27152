"""Problems: frozen data, one problem a file."""

from coopt.problem.csr import Csr as Csr
from coopt.problem.milp import Indicator as Indicator
from coopt.problem.milp import Milp as Milp
from coopt.problem.milp import Sos as Sos

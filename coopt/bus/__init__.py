"""The bus: the shared incumbent and bounds, the children, and their messages."""

from coopt.bus.protocol import Bus as Bus
from coopt.bus.protocol import Options as Options
from coopt.bus.protocol import Run as Run

"""``python -m coopt_cli`` is ``coopt``."""

import sys

from coopt_cli.app import main

sys.exit(main())

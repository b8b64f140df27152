"""Search loops that take callables."""

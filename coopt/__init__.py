"""A combinatorial-optimization solver suite."""

"""Methods: one folder each, with a run(problem, bus, options, rng)."""

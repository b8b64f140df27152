"""Annealed local search, one file for each type of problem."""

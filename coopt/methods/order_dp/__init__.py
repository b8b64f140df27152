"""Exact dynamic programming over sets of nodes."""

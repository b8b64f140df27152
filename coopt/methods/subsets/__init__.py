"""Exact routes by dynamic programming over subsets of customers."""

"""TOPO: topological swaps from candidate sets, as published."""

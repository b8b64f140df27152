"""Tight-move search, dives and LPs for a first incumbent."""

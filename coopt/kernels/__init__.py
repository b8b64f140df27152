"""Numba kernels: arrays in, arrays out; no clocks, no global random state."""

"""Checks: objective and violations of a candidate, on the original data."""

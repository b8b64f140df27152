"""Benchmarks: references, scores of runs, and summaries; pure functions."""

"""The 0-1 knapsack problem by dynamic programming over an expanding core."""

"""Search over orders of nodes for the best acyclic graph."""

"""Features: what a problem or an LP state looks like, as numbers."""

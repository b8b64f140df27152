"""Layers shared by learned methods, and policies read from files. This module loads no torch."""

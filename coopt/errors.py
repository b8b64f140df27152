"""The deliberate errors of coopt: sentences that say where, what, and what was expected."""

from __future__ import annotations


class CooptError(Exception):
    """Base of every error that coopt raises on purpose."""


class InstanceError(CooptError):
    """An instance that cannot be read, or whose parts contradict each other."""


class OptionError(CooptError):
    """An option, method or limit that does not exist or cannot be used here."""


class EngineError(CooptError):
    """An engine that failed, died, or answered something that cannot be used."""


class PolicyError(CooptError):
    """A policy's file that cannot be used: damaged, of another network, or no weights at all."""


class MissingExtraError(CooptError):
    """A part of coopt whose optional dependencies are not installed."""


class ReadWarning(UserWarning):
    """A file that was read by a convention which not every program shares."""

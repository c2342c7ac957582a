"""The one class of errors that the command line explains in one line; anything else is a bug."""

from __future__ import annotations


class EtlError(Exception):
    """A problem that its message explains: where, what, and last what to do about it."""

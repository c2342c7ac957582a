"""What goes wrong in the warehouse; the message says where, what, and last what to do."""

from __future__ import annotations


class WarehouseError(Exception):
    """A problem that its message explains; the command line prints it as one line."""


class Busy(WarehouseError):  # noqa: N818  # the name says what is the matter
    """Another process holds the lock; the message names it."""


class DamagedLake(WarehouseError):  # noqa: N818  # the name says what is the matter
    """A part or manifest of the lake cannot be read; extracting again repairs it."""


class ChecksFailed(WarehouseError):  # noqa: N818  # the name says what is the matter
    """A check of severity error found rows, so nothing was published."""


class NoWarehouse(WarehouseError):  # noqa: N818  # the name says what is the matter
    """There is no generation to read yet, or none that can be opened."""

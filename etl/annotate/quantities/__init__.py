"""Quantities of general English text: numbers, money, percent, multipliers, counts, units, durations."""

from .find import find_quantities

__all__ = ["find_quantities"]

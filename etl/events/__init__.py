"""Cooperation events: who did what with whom, in which area, when."""

from etl.events.finder import find_events

__all__ = ["find_events"]

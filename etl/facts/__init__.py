"""Facts: figures with their indicator, kind, parties, period, status and attribution."""

from __future__ import annotations

from etl.facts.finder import find_facts

__all__ = ["find_facts"]

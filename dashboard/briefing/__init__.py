"""The briefing: one page of paper with what is in view, for those who do not open a dashboard."""

from __future__ import annotations

from dashboard.briefing.content import Briefing, read_briefing
from dashboard.briefing.pictures import Ask
from dashboard.briefing.render import missing_packages, to_pdf
from dashboard.choices import offered
from dashboard.filters import Filters

__all__ = ["Ask", "briefing_pdf", "can_print", "missing_packages", "offered", "read_briefing", "read_whole", "to_pdf"]

_TRIES = 3


def briefing_pdf(ask: Ask, filters: Filters, *, link_base: str = "") -> bytes:
    """The page as PDF, of one whole generation.

    Args:
        ask: Answers named queries: ``warehouse.read.Warehouse(home).query``.
        filters: The view; printed on the page.
        link_base: Address of the dashboard's start page, for links back; empty prints only the filters' part of it.

    Raises:
        WarehouseError: The data cannot be read.
        ModuleNotFoundError: The extra ``export`` is not installed; ``can_print`` tells before.
    """
    return to_pdf(read_whole(ask, filters, link_base=link_base))


def read_whole(ask: Ask, filters: Filters, *, link_base: str = "") -> Briefing:
    """The briefing with every number out of the same generation: read again if a new one was published meanwhile."""
    for _ in range(_TRIES):
        before = _generation(ask)
        found = read_briefing(ask, filters, link_base=link_base)
        if _generation(ask) == before:
            break
    return found


def _generation(ask: Ask) -> str:
    return str(ask("about_generation")["generation"].iloc[0])


def can_print() -> bool:
    """Whether the extra ``export`` is installed."""
    return not missing_packages()

"""The two sets of colours. Measured for contrast on their background and for distance under simulated colour blindness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of one theme.

    Attributes:
        series: Told apart by anyone; areas take the first four, and what is more becomes ``rest``.
        ramp: One hue from the background's side to the far side, for counts in a grid.
    """

    name: str
    background: str
    text: str
    muted: str
    grid: str
    accent: str
    series: tuple[str, ...]
    rest: str
    ramp: tuple[str, ...]


LIGHT = Ink(
    name="light",
    background="#FFFFFF",
    text="#1B1F24",
    muted="#57606A",
    grid="#E3E7EB",
    accent="#1F4FC4",
    series=("#1F4FC4", "#B98200", "#A8186F", "#5A4500", "#159BBF", "#1B1F24"),
    rest="#8C959F",
    ramp=("#E3F1F6", "#B7DDE9", "#7FBFD6", "#4796C4", "#2A63B0", "#17357E"),
)
DARK = Ink(
    name="dark",
    background="#0F1419",
    text="#E6EDF3",
    muted="#A9B4C0",
    grid="#28313B",
    accent="#5B9BD8",
    series=("#5B9BD8", "#DDB35A", "#E3C9DA", "#2F8F83", "#F7EC4F", "#9FF5DC"),
    rest="#59636E",
    ramp=("#12304A", "#15476F", "#1B6297", "#2D82C2", "#5FA8E6", "#A9D3F9"),
)

# An area keeps its place in the palette on every page; four colours beside grey are as many as one remembers, and stay calm.
_HOME = ("trade_economy", "diplomacy", "cyber", "defence_security")


UNSPECIFIED = "unspecified"  # no area at all is never a colour of its own


def ink_for(theme: str | None) -> Ink:
    """The colours of a theme's name; light unless it is dark."""
    return DARK if theme == "dark" else LIGHT


def area_colours(ranked: Iterable[str], ink: Ink) -> Mapping[str, str]:
    """One colour per area code: the four most frequent get their own, the others share grey.

    Args:
        ranked: Codes of the whole generation, most frequent first, so that no filter repaints an area.
        ink: The theme's colours.
    """
    order = list(ranked)
    chosen = [code for code in order if code != UNSPECIFIED][: len(_HOME)]
    home = {code: ink.series[place] for place, code in enumerate(_HOME) if code in chosen}
    free = [colour for colour in ink.series[: len(_HOME)] if colour not in home.values()]
    fill = {code: free[place] for place, code in enumerate(code for code in chosen if code not in home)}
    return {code: home.get(code) or fill.get(code) or ink.rest for code in order}

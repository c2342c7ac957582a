"""Charts: a table in, a Vega-Lite specification out. No Streamlit here, so the same chart goes to screen, file and test."""

from dashboard.charts.frame import Chart
from dashboard.charts.ink import DARK, LIGHT, Ink, ink_for

__all__ = ["DARK", "LIGHT", "Chart", "Ink", "ink_for"]

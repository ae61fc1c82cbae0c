"""Indicators of an arm, with their denominators, and the contrasts between arms with their intervals."""

from simulator.measures.indicators import INDICATORS, Indicator, Value, measure
from simulator.measures.interval import FEWEST, Interval, interval

__all__ = ["FEWEST", "INDICATORS", "Indicator", "Interval", "Value", "interval", "measure"]

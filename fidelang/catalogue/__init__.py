"""What every program has without declaring it: facts, metrics, events, channels, consents, indicators, currencies.

Data only, in one table, with names in English (the key, and what JSON uses) and in French.

>>> [fact.name for fact in FACTS if fact.owner == "line"]
['sku', 'category', 'brand', 'quantity', 'price', 'amount', 'giftcard']
"""

from fidelang.catalogue.currencies import MINOR_UNITS, minor_units
from fidelang.catalogue.records import BuiltinEvent, BuiltinFact, Indicator, Metric, Owner, Word
from fidelang.catalogue.table import (
    ACTIVITIES,
    CONSENTS,
    EVENTS,
    FACTS,
    INDICATORS,
    MESSAGE_CHANNELS,
    METRICS,
    PRICE_DECIMALS,
    SALES_CHANNELS,
)

__all__ = [
    "ACTIVITIES",
    "CONSENTS",
    "EVENTS",
    "FACTS",
    "INDICATORS",
    "MESSAGE_CHANNELS",
    "METRICS",
    "MINOR_UNITS",
    "PRICE_DECIMALS",
    "SALES_CHANNELS",
    "BuiltinEvent",
    "BuiltinFact",
    "Indicator",
    "Metric",
    "Owner",
    "Word",
    "minor_units",
]

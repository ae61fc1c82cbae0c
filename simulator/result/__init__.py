"""The result of a simulation: a typed record, and its JSON, which docs/result.schema.json describes."""

from simulator.result.model import (
    Assumed,
    Contrast,
    Manifest,
    Mechanism,
    MonthOfArm,
    ObjectiveResult,
    Result,
    WalletLedger,
)
from simulator.result.schema import result_schema

__all__ = [
    "Assumed",
    "Contrast",
    "Manifest",
    "Mechanism",
    "MonthOfArm",
    "ObjectiveResult",
    "Result",
    "WalletLedger",
    "result_schema",
]

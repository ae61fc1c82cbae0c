"""Analysis -> Plan: a checked program as integers and formulas."""

from fidelang.lower.program import lower

__all__ = ["lower"]

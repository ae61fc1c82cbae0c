"""The plan: what a program means, as data that any engine can run (docs/plan-format.md)."""

from fidelang.plan.file import from_json, plan_hash, to_json
from fidelang.plan.formula import Formula
from fidelang.plan.model import FORMAT, Plan

__all__ = ["FORMAT", "Formula", "Plan", "from_json", "plan_hash", "to_json"]

"""Diagnostics as data, the table of their codes, and their renderers."""

from fidelang.diagnostics.code import Code, Severity
from fidelang.diagnostics.codes import CODES
from fidelang.diagnostics.diagnostic import Diagnostic, Fix, Label

__all__ = ["CODES", "Code", "Diagnostic", "Fix", "Label", "Severity"]

"""Diagnostics as data, the table of their codes, and their renderers."""

from fidelang.diagnostics.code import Code, Severity
from fidelang.diagnostics.codes import CODES
from fidelang.diagnostics.diagnostic import Diagnostic, Fix, Label
from fidelang.diagnostics.machines import render_json
from fidelang.diagnostics.nearest import nearest
from fidelang.diagnostics.people import render_text

__all__ = ["CODES", "Code", "Diagnostic", "Fix", "Label", "Severity", "nearest", "render_json", "render_text"]

"""Prints the page of all codes."""

from fidelang.diagnostics.page import errors_page

print(errors_page(), end="")

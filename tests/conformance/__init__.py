"""The conformance suite of the language: programs, stories and what must come of them, as data."""

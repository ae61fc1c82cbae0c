"""Codes of what a file means: FID2xx names, 3xx types and units, 4xx rules, 5xx money and wallets, 6xx privacy,
7xx tests and stories, 9xx not supported yet."""

from __future__ import annotations

from fidelang.diagnostics.code import Code

MEANING: tuple[Code, ...] = ()

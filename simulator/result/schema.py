"""The published JSON Schema of a result."""

from __future__ import annotations

import json

from simulator.result.model import Result


def result_schema() -> str:
    """The schema as docs/result.schema.json holds it."""
    return json.dumps(Result.model_json_schema(by_alias=True), indent=2, sort_keys=True) + "\n"

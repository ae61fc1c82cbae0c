"""The reference evaluator: slow, obvious, over fractions, written from docs/language.md and docs/semantics.md alone.

It shares the syntax tree with the product and nothing else: no checker, no plan, no kernel. Numbers in brackets are
rows of docs/semantics.md.
"""

from tests.reference.story import run_story

__all__ = ["run_story"]

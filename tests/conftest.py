"""What all tests share: how far Hypothesis looks, in a common run and in `make prove`."""

from __future__ import annotations

from hypothesis import settings

# The common run tries the same examples everywhere, so that a failure on one machine is a failure on all.
settings.register_profile("common", deadline=None, derandomize=True)
settings.register_profile("prove", deadline=None, max_examples=5_000)
settings.load_profile("common")

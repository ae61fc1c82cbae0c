"""Measurements beside named peers and hand-written versions: `make bench`."""

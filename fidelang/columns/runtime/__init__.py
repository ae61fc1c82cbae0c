"""What lowered text calls, over flat integers: plain Python here, compiled from these very files where Numba is there.

Everything stands in one-dimensional arrays of 64-bit integers: R members' rows, M what grows (lots, logs), Z scratch,
X what happened. A file here imports nothing but its neighbours, and calls them by name.
"""

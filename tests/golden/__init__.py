"""Fixtures: a file holds a program and, in its last lines, exactly what fidelang says of it."""

"""Shapes: one kind of rule or clause a file, each written into the text of the kernel."""

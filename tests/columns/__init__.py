"""Columns of one: stories, generated programs and members, through the lowered text."""

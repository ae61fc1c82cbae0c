"""The crowd engine against the readable one."""

"""The simulator: a synthetic population run through a program's own rules, beside the same population without them.

>>> import simulator
>>> simulator.__version__
'0.1.0'
"""

__version__ = "0.1.0"

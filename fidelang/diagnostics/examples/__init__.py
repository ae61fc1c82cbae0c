"""Why mistakes of meaning matter, with what to write instead: (why, wrong, right) by code, a family a file.

The texts are parts of a program that has a header in EUR and the wallet `pts` with a worth, unless they have a header
of their own. `right` says what was meant, and gets neither the code nor any error.
"""

from __future__ import annotations

from fidelang.diagnostics.examples.money import MONEY
from fidelang.diagnostics.examples.names import NAMES
from fidelang.diagnostics.examples.privacy import PRIVACY
from fidelang.diagnostics.examples.rules import RULES
from fidelang.diagnostics.examples.stories import STORIES
from fidelang.diagnostics.examples.types import TYPES

EXAMPLES: dict[str, tuple[str, str, str]] = NAMES | TYPES | RULES | MONEY | PRIVACY | STORIES

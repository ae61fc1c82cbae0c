"""`python -m fidelang.cli`."""

import sys

from fidelang.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

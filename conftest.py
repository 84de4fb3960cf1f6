"""What every test may ask for."""

import os

os.environ.setdefault("MULIN_MODE", "test")

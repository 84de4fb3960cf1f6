"""The site's settings, in the mode for tests however pytest is called."""

import os

os.environ["MULIN_MODE"] = "test"

from mulin.site.settings import *  # noqa: F403

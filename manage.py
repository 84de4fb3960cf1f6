#!/usr/bin/env python3
"""Django's own commands, for those who look for them here.  `mulin` does the same."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.site.settings")
execute_from_command_line(sys.argv)

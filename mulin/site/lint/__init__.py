"""What no compiler checks in templates and in the texts people read."""

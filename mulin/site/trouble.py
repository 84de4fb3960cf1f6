"""What keeps Mulin from starting, said to whoever types commands."""


class CannotStart(Exception):
    """A reason not to start, and what to do about it."""

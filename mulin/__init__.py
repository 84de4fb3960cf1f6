"""Neighbourhoods that govern themselves."""

__version__ = "0.1.0"

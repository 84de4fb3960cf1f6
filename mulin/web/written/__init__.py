"""Date and time formats, one folder a language, as Django looks for them."""

"""Which signs are Chinese."""

IDEOGRAPH = "㐀-鿿"
SIGN = f"{IDEOGRAPH}、。《》「」【】！（），：；？"
"""Ideographs, and the punctuation that only Chinese uses."""

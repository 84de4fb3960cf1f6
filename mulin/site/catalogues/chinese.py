"""Which signs are Chinese."""

IDEOGRAPH = "㐀-鿿"
PUNCTUATION = "、。《》「」【】！（），：；？"
"""What only Chinese uses; ideographs aside."""

SIGN = f"{IDEOGRAPH}{PUNCTUATION}"

"""Write money in the currency of an election: rounded to read, exact on demand."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

YUAN = ("CNY", "RMB")
CENTS = 100


@dataclass(frozen=True)
class Money:
    """The currency of an election, and how many coins make one unit of it."""

    coin: int = 1
    currency: str = ""

    def written(self, coins: Fraction | int) -> SafeString:
        """Write an amount of coins rounded to the cent, as part of a page."""
        return format_html('<span class="money">{}</span>', self.said(coins))

    def said(self, coins: Fraction | int) -> str:
        """Write an amount of coins rounded to the cent, as part of a sentence."""
        return self._with_currency(self._figure(coins))

    def exact(self, coins: Fraction | int) -> str:
        """Write an amount as it is: a fraction of the currency where it is not whole."""
        return self._with_currency(str(Fraction(coins) / self.coin))

    def rounds(self, coins: Fraction | int) -> bool:
        """Say whether an amount has to be rounded to be written."""
        return (Fraction(coins) * CENTS / self.coin).denominator != 1

    def _with_currency(self, figure: str) -> str:
        if self.currency in YUAN:
            return _("%(figure)s 元") % {"figure": figure}
        return f"{figure} {self.currency}".strip()

    def _figure(self, coins: Fraction | int) -> str:
        cents = round(Fraction(coins) * CENTS / self.coin)
        whole, rest = divmod(abs(cents), CENTS)
        sign = "−" if cents < 0 else ""
        return f"{sign}{whole:,}.{rest:02}" if rest else f"{sign}{whole:,}"

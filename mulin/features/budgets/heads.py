"""Who has a ballot: people, or households; each is counted in its own word."""

from dataclasses import dataclass

from django.utils.translation import ngettext, pgettext

from mulin.web.formats import number


@dataclass(frozen=True)
class Heads:
    """Those who vote, as sentences about money and votes speak of them."""

    are_households: bool = False

    def counted(self, n: int) -> str:
        """Return so many people, or so many households where these have the ballots."""
        if self.are_households:
            return ngettext("%(n)s 户", "%(n)s 户", n) % {"n": number(n)}
        return ngettext("%(n)s 人", "%(n)s 人", n) % {"n": number(n)}

    def voters(self, n: int) -> str:
        """Return the same, where it is to be said that these have voted."""
        if self.are_households:
            return self.counted(n)
        return ngettext("%(n)s 位投票人", "%(n)s 位投票人", n) % {"n": number(n)}

    @property
    def one(self) -> str:
        """One of them, after “each”."""
        return pgettext("each", "户") if self.are_households else pgettext("each", "人")


PEOPLE = Heads()

"""Why each project was chosen or not, in a sentence each."""

from collections.abc import Iterator
from fractions import Fraction

from mulin.decisions.budgeting import Distance, Election, Explanation, Story

from .report import amount
from .table import printable
from .words import CRITERIA, Both, Speech

SENTENCES: Both = {
    "chosen": ("✓ 第 {round} 名 ", "✓ {round}. "),
    "passed": ("✗ ", "✗ "),
    "bought": ("{votes} 票，买下了。", "{votes} votes; bought."),
    "completed": (
        "{votes} 票，用余下的钱买下。",
        "{votes} votes; bought with money that was left over.",
    ),
    "free": ("{votes} 票，又不花钱。", "{votes} votes, and it costs nothing."),
    "unopposed": (
        "没有人从它得到什么，但钱也没有更好的去处。",
        "Nobody gains from it, but nothing better needed the money.",
    ),
    "no_votes": ("没有人选它。", "Nobody voted for it."),
    "no_points": (
        "{votes} 票，但照这种算法谁也不算得到什么。",
        "{votes} votes, but as this rule reads ballots nobody gains from it.",
    ),
    "worth_nothing": (
        "{votes} 票，但它不花钱；这种算法按花费算得益，等于零。",
        "{votes} votes; it costs nothing, and this rule takes cost for what a project is worth.",
    ),
    "too_few_votes": (
        "{votes} 票，规定至少 {least} 票。",
        "{votes} votes; the rule asks for {least}.",
    ),
    "over_whole_budget": (
        "要花 {cost}，比全部预算 {budget} 还多。",
        "It costs {cost}, more than the whole budget of {budget}.",
    ),
    "too_little_support": (
        "{votes} 票，支持者的钱合起来只有 {start}，不到 {cost}。",
        "{votes} votes; all the money of its supporters is {start}, and it costs {cost}.",
    ),
    "money_went_elsewhere": (
        "{votes} 票，支持者的钱花在了别处，只剩 {left}，还差 {missing}。",
        "{votes} votes; its supporters spent elsewhere, have {left} left, and lack {missing}.",
    ),
    "did_not_fit": (
        "{votes} 票，要花 {cost}，轮到它时剩下的钱不够。",
        "{votes} votes; it costs {cost}, more than was left when its turn came.",
    ),
    "did_not_fit_in_turn": (
        "{votes} 票，要花 {cost}，轮到它时只剩 {rest}。",
        "{votes} votes; it costs {cost}, and {rest} was left when its turn came.",
    ),
    "tie_lost": (
        "{votes} 票，和 {other} 一样好；{by}，排在后面。",
        "{votes} votes, exactly as good as {other}, which came first: {by}.",
    ),
    "stopped": (
        "{votes} 票，支持者攒到 {left}，离 {cost} 还差 {missing} 时已经算完。",
        "{votes} votes; its supporters had {left} of {cost} when counting stopped, "
        "{missing} short.",
    ),
    "less_welfare": (
        "{votes} 票，选上它，大家得到的加起来不会更多。",
        "{votes} votes; with it voters would not have more, all together.",
    ),
    "paid": (
        " {in_full} 人出足，每人 {price}",
        " {in_full} paid in full, {price} each",
    ),
    "paid_points": (
        " {in_full} 人出足，每分 {price}",
        " {in_full} paid in full, {price} a point",
    ),
    "paid_in_part": ("；{in_part} 人出了剩的钱", "; {in_part} gave what they had left"),
    "paid_nothing": ("；{nothing} 人的钱已经用完", "; {nothing} had nothing left"),
    "stop": ("。", "."),
    "went": (" 他们的钱花在：{list}。", " Their money went to: {list}."),
    "far": ("{called} 还差多少：", "How far {called} was from being chosen:"),
    "votes_do": (
        "    再有 {votes} 人只选它一项，就能选中。",
        "    {votes} more voters for it alone would have been enough.",
    ),
    "no_votes_do": ("    票再多也选不中。", "    No number of votes would have been enough."),
    "cost_does": (
        "    造价不超过 {cost}，就能选中。",
        "    At a cost of {cost} it would have been chosen.",
    ),
    "no_cost_does": ("    再便宜也选不中。", "    No lower cost would have been enough."),
    "public": (
        "{served} / {voters} 位投票人（{share}%）至少有一项心愿办成。",
        "{served} of {voters} voters ({share}%) have at least one project they voted for.",
    ),
}
MOST_WENT = 3


def how_far_said(election: Election, distance: Distance, speech: Speech) -> str:
    """Return how far a project is from being chosen."""
    project = election.projects[election.numbers[distance.key]]
    called = f"{printable(project.key)} {printable(project.name)}".strip()
    votes, cost = distance.votes_to_win, distance.cost_to_win
    said = [speech("far", SENTENCES, called=called)]
    said.append(
        speech("no_votes_do", SENTENCES)
        if votes is None
        else speech("votes_do", SENTENCES, votes=f"{votes:,}")
    )
    said.append(
        speech("no_cost_does", SENTENCES)
        if cost is None
        else speech("cost_does", SENTENCES, cost=amount(cost, election.unit))
    )
    return "\n".join(said)


def stories(election: Election, explanation: Explanation, speech: Speech) -> Iterator[str]:
    """Yield what became of every project, the chosen ones first, and then of all voters."""
    teller = Teller(election, explanation, speech)
    ordered = sorted(explanation.stories, key=_place)
    for story in ordered:
        yield teller.told(story)
    public = explanation.public
    if public.voters:
        yield ""
        yield speech(
            "public",
            SENTENCES,
            served=f"{public.served:,}",
            voters=f"{public.voters:,}",
            share=f"{100 * public.served / public.voters:.1f}",
        )


def _place(story: Story) -> tuple[bool, int]:
    return (True, -story.votes) if story.round is None else (False, story.round)


class Teller:
    """Tells the stories of one count."""

    def __init__(self, election: Election, explanation: Explanation, speech: Speech) -> None:
        self._election, self._speech = election, speech
        self._rule = explanation.allocation.rule

    def told(self, story: Story) -> str:
        """Return one paragraph."""
        project = self._election.projects[self._election.numbers[story.key]]
        mark = "chosen" if story.chosen else "passed"
        head = self._say(mark, round=story.round)
        called = f"{printable(project.key)} {printable(project.name)}".strip()
        return f"{head}{called}\n    {self._because(story)}{self._paid(story)}{self._went(story)}"

    def _say(self, key: str, **values: object) -> str:
        return self._speech(key, SENTENCES, **values)

    def _sum(self, coins: Fraction | int) -> str:
        return amount(coins, self._election.unit)

    def _because(self, story: Story) -> str:
        key = story.because
        if key == "did_not_fit" and story.left_at_turn is not None:
            key = "did_not_fit_in_turn"
        values: dict[str, object] = {
            "votes": f"{story.votes:,}",
            "least": f"{self._rule.least_votes:,}",
            "cost": self._sum(story.cost),
            "budget": self._sum(self._election.budget),
            "rest": self._sum(story.left_at_turn or 0),
        }
        if story.money is not None:
            values["start"] = self._sum(story.money.at_start)
            values["left"] = self._sum(story.money.left)
            values["missing"] = amount(story.money.missing, self._election.unit, up=True)
        for tie in story.ties:
            if tie.chosen != story.key:
                values["other"] = printable(tie.chosen)
                values["by"] = self._speech(tie.settled_by, CRITERIA)
        return self._say(key, **values)

    def _paid(self, story: Story) -> str:
        paid = story.purchase
        if paid is None or paid.price is None:
            return ""
        key = "paid_points" if self._rule.utility.startswith(("points", "borda")) else "paid"
        said = self._say(key, in_full=f"{paid.in_full:,}", price=self._sum(paid.price))
        if paid.in_part:
            said += self._say("paid_in_part", in_part=f"{paid.in_part:,}")
        if paid.with_nothing:
            said += self._say("paid_nothing", nothing=f"{paid.with_nothing:,}")
        return said + self._say("stop")

    def _went(self, story: Story) -> str:
        if story.chosen or story.money is None or not story.money.went_to:
            return ""
        spent = "; ".join(
            f"{printable(one.key)} {self._sum(one.amount)}"
            for one in story.money.went_to[:MOST_WENT]
        )
        more = "; …" if len(story.money.went_to) > MOST_WENT else ""
        return self._say("went", list=spent + more)

"""How an idea is drawn: its tag, its card, its story."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.files.models import Photo
from mulin.commons.notices.queries import Entry, timeline_of
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.programmes import kinds
from mulin.programmes.models import Proposal, Step

from .deadlines import deadline_of
from .likeness import words_shared
from .models import Idea, ScreeningSheet, Support
from .permissions import can_support
from .queries import NOBODY, is_public, most_wanted, wanted_by, wants_of, when_taken_in

Verdict, ProposalState = Idea.Verdict, Proposal.State
OURS = ("collect_ideas", "screen_ideas", "prepare_proposals")


@dataclass(frozen=True, slots=True)
class Tag:
    """Where an idea stands, as a mark beside its title."""

    text: Any
    tone: str
    icon: str


BY_STATE = {
    Idea.State.AWAITING_REVIEW: Tag(gettext_lazy("等社工看过"), "lamp", "clock"),
    Idea.State.HIDDEN: Tag(gettext_lazy("没挂出来"), "plain", "eye-off"),
}
BY_VERDICT = {
    Verdict.PENDING: Tag(gettext_lazy("社工在看"), "dian", "eye"),
    Verdict.MERGED: Tag(gettext_lazy("已并入"), "plain", "merge"),
    Verdict.TOO_INDIVIDUAL: Tag(gettext_lazy("邻里自己动手"), "lamp", "hand-helping"),
    Verdict.GROUP_SELF_INTEREST: Tag(gettext_lazy("只方便本团体"), "plain", "users"),
    Verdict.PROPERTY_DUTY: Tag(gettext_lazy("归物业办"), "plain", "arrow-right"),
    Verdict.GOVERNMENT_PLANNED: Tag(gettext_lazy("政府已有安排"), "plain", "landmark"),
    Verdict.OUT_OF_SCOPE: Tag(gettext_lazy("不在本计划范围"), "plain", "circle-slash"),
}
BY_PROPOSAL = {
    ProposalState.DRAFT: Tag(gettext_lazy("正在写成提案"), "brand", "file-pen"),
    ProposalState.RETURNED: Tag(gettext_lazy("正在写成提案"), "brand", "file-pen"),
    ProposalState.SUBMITTED: Tag(gettext_lazy("已成提案"), "brand", "check"),
    ProposalState.SHORTLISTED: Tag(gettext_lazy("提案入围"), "brand", "check"),
    ProposalState.SELECTED: Tag(gettext_lazy("提案入选"), "brand", "award"),
    ProposalState.WAITLISTED: Tag(gettext_lazy("提案候补"), "lamp", "hourglass"),
    ProposalState.NOT_SELECTED: Tag(gettext_lazy("提案没入选"), "plain", "file-text"),
    ProposalState.WITHDRAWN: Tag(gettext_lazy("提案撤回了"), "plain", "undo-2"),
}
AS_PROPOSAL = Tag(gettext_lazy("做成提案"), "brand", "file-text")
IN_TALK = Tag(gettext_lazy("在沟通"), "dian", "messages-square")
CATEGORY_ICONS = {
    "environment": "leaf",
    "safety": "shield-check",
    "culture": "music",
    "co_building": "handshake",
    "livelihood": "heart-handshake",
}
"""For the five categories most programmes have; others go without."""


@dataclass(frozen=True, slots=True)
class Card:
    """An idea on the wall."""

    url: str
    title: str
    text: str
    tag: Tag
    name: str
    plate: str
    wants: int
    """Households; `others` are neighbours whose household nobody has confirmed."""

    others: int
    photo: Photo | None
    is_wanted: bool
    want_url: str
    """Where to say 我家也想要, or to take it back; empty when this viewer cannot."""


def tag_of_verdict(verdict: str) -> Tag:
    """Return what all ideas of one verdict are marked with together."""
    return BY_VERDICT.get(Verdict(verdict), AS_PROPOSAL)


def tag_of(idea: Idea) -> Tag:
    """Return where an idea stands."""
    if not idea.is_visible:
        return BY_STATE[Idea.State(idea.state)]
    if idea.proposal:
        return BY_PROPOSAL[ProposalState(idea.proposal.state)]
    if idea.is_pending and hasattr(idea, "sheet"):
        return IN_TALK
    return BY_VERDICT[Verdict(idea.verdict)]


def cards(ideas: Sequence[Idea], viewer: Person, here: str) -> list[Card]:
    """Return ideas as they hang on the wall; `here` is where a heart that is pressed leads."""
    wants, mine = wants_of(ideas), wanted_by(viewer, ideas)
    return [
        Card(
            url=reverse("ideas:idea", args=[idea.pk]),
            title=idea.title,
            text=idea.text,
            tag=tag_of(idea),
            name=_signed(idea),
            plate=idea.plate,
            wants=wants.get(idea.pk, NOBODY).households,
            others=wants.get(idea.pk, NOBODY).others,
            photo=next((photo for photo in idea.photos.all() if photo.is_public), None),
            is_wanted=idea.pk in mine,
            want_url=_want_url(idea, viewer, mine.get(idea.pk), here),
        )
        for idea in ideas
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of the ideas a community wants most: its place, and how it comes to it."""

    rank: int
    idea: Idea
    tag: Tag

    @property
    def why(self) -> str:
        """The households and the urgency that make its weight."""
        words = ngettext(
            "%(n)d 家想要 × 急 %(urgency)d 分 = %(weight)d",
            "%(n)d 家想要 × 急 %(urgency)d 分 = %(weight)d",
            self.idea.wanted,
        )
        idea = self.idea
        return words % {"n": idea.wanted, "urgency": idea.urgency, "weight": idea.weight}


MOST_WANTED = 5


def most_wanted_in(community: AdminUnit) -> list[Wanted]:
    """Return the ideas a community wants most; those of one weight share a rank."""
    found = list(most_wanted(community).select_related("proposal", "sheet")[:MOST_WANTED])
    weights = [idea.weight for idea in found]
    return [Wanted(weights.index(idea.weight) + 1, idea, tag_of(idea)) for idea in found]


def wanted_url(community: AdminUnit, wanted: Sequence[Wanted]) -> str:
    """Return where all of them are: on the wall where the first of them hangs."""
    if not wanted:
        return ""
    asked = urlencode({"community": community.pk, "order": "wanted"})
    return reverse("ideas:collecting", args=[wanted[0].idea.step_id]) + f"?{asked}"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a neighbour has said already that is much the same."""

    pk: int
    url: str
    title: str
    why: str
    can_join: bool
    """Whether this viewer can say at once that their home wants it too."""


def likenesses(ideas: Sequence[Idea], viewer: Person) -> list[Likeness]:
    """Return ideas that say much the same, with how many want them and where they stand."""
    mine = wanted_by(viewer, ideas)
    return [
        Likeness(
            pk=idea.pk,
            url=reverse("ideas:idea", args=[idea.pk]),
            title=idea.title,
            why=_(" · ").join(_about_likeness(idea)),
            can_join=can_support(viewer, idea) and idea.pk not in mine,
        )
        for idea in ideas
    ]


def mergeable(idea: Idea, others: Sequence[Idea]) -> list[dict[str, Any]]:
    """Return ideas that say much the same, with the words they share and how to merge them."""
    return [
        {
            "title": other.title,
            "url": reverse("ideas:idea", args=[other.pk]),
            "words": words_shared(f"{idea.title}，{idea.text}", f"{other.title}，{other.text}"),
            "wanted": other.wanted,
            "tag": tag_of(other),
            "merge_url": f"{reverse('ideas:merge', args=[idea.pk])}?into={other.pk}"
            if other.community_id == idea.community_id and (other.is_pending or other.is_proposal)
            else "",
        }
        for other in others
    ]


def _about_likeness(idea: Idea) -> Iterator[str]:
    yield idea.community.name
    if idea.wanted:
        yield ngettext("%(n)s 家想要", "%(n)s 家想要", idea.wanted) % {"n": idea.wanted}
    yield str(tag_of(idea).text)


def _signed(idea: Idea) -> str:
    if idea.entered_by_id is None:
        return idea.name_in_public
    return _("%(name)s（代录）") % {"name": idea.name_in_public}


def _want_url(idea: Idea, viewer: Person, given: Support | None, here: str) -> str:
    is_a_relatives = given is not None and given.person_id != viewer.pk
    if not can_support(viewer, idea) or idea.is_merged or is_a_relatives:
        return ""
    query = urlencode({"want": "no" if given else "yes", "next": here})
    return f"{reverse('ideas:support', args=[idea.pk])}?{query}"


def findings_of(sheet: ScreeningSheet | None, criteria: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a screener found, as the blocks of criteria and dots draw it."""
    if sheet is None:
        return []
    return [
        {"name": label, "state": finding["answer"], "text": finding["reason"]}
        for key, label in criteria.items()
        if (finding := sheet.findings.get(key))
    ]


def story_of(
    idea: Idea, screening: Step | None, head: Idea | None = None
) -> list[Entry | dict[str, Any]]:
    """
    Return what became of an idea, and what comes next: one line each.

    One that was merged goes on in its `head`, so what happens to that one is its story too.
    """
    things: list[Model] = [idea]
    proposal = (head or idea).proposal
    if proposal and is_public(proposal):
        things.append(proposal)
    entries = timeline_of(*things)
    if head and head.pk != idea.pk:
        entries += timeline_of(head, after=when_taken_in(idea, head))
    told: list[Entry | dict[str, Any]] = [_two_lines(entry) for entry in entries]
    if idea.is_visible and idea.is_pending and screening and not screening.is_closed:
        due = deadline_of(screening).of(idea.submitted_at)
        told.append({"title": _("社工初筛"), "state": "now", "at": due, "text": _("这天以前答复")})
    elif idea.awaits_review:
        told.append({"title": _("社工看过就挂出来"), "state": "now"})
    return told


def traces_of(proposal: Proposal | None) -> list[kinds.Trace]:
    """Return how a proposal fared in the steps that come after it was submitted."""
    if proposal is None:
        return []
    return [
        trace
        for step in proposal.cycle.steps.all()
        if step.kind not in OURS
        for trace in kinds.get(step.kind).traces(step, proposal)
    ]


def _two_lines(entry: Entry) -> Entry:
    title, _break, text = entry.title.partition("\n")
    return replace(entry, title=title, text=text)

"""What each room tells the neighbours of a compound or a building, as rows of one question."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateField,
    F,
    Field,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.notices.boards import notices_at
from mulin.commons.tasks.models import ActionItem
from mulin.commons.topics.models import Opinion, Topic
from mulin.features.cases.queries import public_cases
from mulin.features.cases.states import DONE
from mulin.features.consents.queries import ASK, rounds
from mulin.features.designs.queries import displays
from mulin.features.evidence.models import Evidence
from mulin.features.meetings.queries import held_at
from mulin.features.naming.queries import public_contests
from mulin.features.owners.models import OwnersVote
from mulin.features.owners.queries import public_votes
from mulin.features.surveys.queries import public_surveys
from mulin.programmes import kinds
from mulin.programmes.models import Step

from .channel import A_FEW, Look, Spot

Rows = QuerySet[Any, Any]

LATELY = timedelta(days=60)
A_MOMENT = timedelta(seconds=1)

LOOKS = {
    "survey": Look("asked", "list-checks", _("填问卷"), "surveys:survey"),
    "round": Look("asked", "door-open", _("每户答一次"), "consents:round"),
    "step": Look("asked", "vote", "", ""),
    "owners": Look("asked", "scale", _("业主表决"), "owners:vote"),
    "naming": Look("asked", "tag", _("征名"), "naming:contest", _("给“%(title)s”起个名字")),
    "display": Look("asked", "image", _("看方案，说意见"), "designs:display"),
    "topic": Look("topics", "messages-square", _("正在商量"), "topics:topic"),
    "notice": Look("notices", "megaphone", "", "notices:notice"),
    "kept": Look("done", "clipboard-check", _("说到做到"), "tasks:item"),
    "case": Look("done", "message-circle-warning", _("诉求办好了"), "cases:case"),
    "minutes": Look("done", "users", _("会开过了，有纪要"), "meetings:meeting"),
    "settled": Look("done", "messages-square", _("商量出结果了"), "topics:topic"),
    "named": Look("done", "tag", _("定名了"), "naming:contest", _("这里叫“%(title)s”了")),
    "decided": Look("done", "scale", _("业主表决有结果了"), "owners:vote"),
    "built": Look("done", "hammer", _("做好了"), "programmes:proposal"),
    "answered": Look("done", "list-checks", _("问卷结果公布了"), "surveys:survey"),
}
"""How the lines of each kind look; a step's kind says itself what it invites to, and where."""


def sources(spot: Spot) -> Iterator[Rows]:
    """Return the rows of every room."""
    yield from _asked(spot)
    yield _topics(spot)
    yield _notices(spot)
    yield from _done(spot)


def _asked(spot: Spot) -> Iterator[Rows]:
    """Return what waits for neighbours now."""
    now, today = timezone.now(), timezone.localdate()
    is_open = Q(opens_at__lte=now, closes_at__gt=now)
    of_topic = Q(topic__community=spot.community) & spot.within("topic__compound")
    surveys = public_surveys().filter(is_open, spot.within("compound"), unit__in=spot.above)
    yield _rows("survey", surveys.filter(closed_at=None), "title", _last_day("closes_at"))
    yield _rows("round", _rounds(spot), "question", _last_day("step__closes_at"), key="step_id")
    yield _steps(spot)
    votes = public_votes().filter(is_open, compound=spot.compound, called_off_at=None)
    yield _rows("owners", votes.filter(concluded_at=None), "title", _last_day("closes_at"))
    yield _rows("naming", _contests(spot), "name_before", _last_day("ends"))
    shown = displays().filter(of_topic, opens_on__lte=today, closes_on__gte=today)
    yield _rows("display", shown, "title", F("closes_on"))


def _rounds(spot: Spot) -> Rows:
    """Return the rounds in which households here are asked now."""
    now = timezone.now()
    found = rounds().filter(
        opened_at__isnull=False,
        step__closed_at=None,
        step__opens_at__lte=now,
        step__closes_at__gt=now,
        electorate__unit__in=spot.above,
    )
    here = "electorate__electors__household__dwelling__entrance__building"
    if spot.building:
        return found.filter(**{here: spot.building.pk}).distinct()
    return found.filter(spot.within("electorate__compound"))


def _steps(spot: Spot) -> Rows:
    """Return the open steps of programmes in which something can be done by neighbours."""
    now = timezone.now()
    asking = [name for name in kinds.names() if kinds.get(name).asks and name != ASK]
    found = Step.objects.filter(
        kind__in=asking,
        closed_at=None,
        lacks=[],
        opens_at__lte=now,
        closes_at__gt=now,
        cycle__participations__community=spot.community,
    )
    kind = Concat(Value("step."), "kind")
    until = _last_day("closes_at")
    return _rows(kind, found, "cycle__programme__title", until, text=F("name"))


def _contests(spot: Spot) -> Rows:
    """Return the contests in which names are given, or voted on, now."""
    now = timezone.now()
    found = public_contests().filter(
        spot.within("place__compound"),
        place__community=spot.community,
        concluded_at=None,
        called_off_at=None,
    )
    found = found.annotate(ends=Coalesce("votes_until", "collects_until"))
    return found.filter(ends__gt=now)


def _topics(spot: Spot) -> Rows:
    """Return what is being talked over, each with the last word of a neighbour."""
    found = Topic.objects.filter(
        spot.within("compound"), community=spot.community, state=Topic.State.OPEN
    )
    said = Opinion.objects.filter(topic=OuterRef("pk"), is_public=True, withdrawn_because="")
    last = Coalesce(Subquery(said.order_by("-id").values("text")[:1]), Value(""))
    return _rows("topic", found, "title", TruncDate("opened_at"), text=last, newest=True)


def _notices(spot: Spot) -> Rows:
    """Return the notices that hang here now: the community's, and those for this spot."""
    since = timezone.localdate() - LATELY
    elsewhere = public_votes().exclude(compound=spot.compound).filter(unit__in=spot.above)
    here = notices_at(spot.compound, spot.building).exclude(
        about_type=OwnersVote._meta.label_lower, about_id__in=elsewhere.order_by().values("pk")
    )
    current = here.filter(Q(ends_on__gte=timezone.localdate()) | Q(posted_on__gte=since))
    return _rows("notice", current, "title", F("posted_on"), newest=True)


def _done(spot: Spot) -> Iterator[Rows]:
    """Return what was brought to its end lately."""
    kept = ActionItem.objects.filter(
        Q(topic=None) | spot.within("topic__compound"),
        unit=spot.community,
        is_public=True,
        state=ActionItem.State.KEPT,
    )
    yield _past("kept", kept, "what", TruncDate("ended_at"), text=F("note"))
    cases = public_cases(spot.community).filter(spot.beside("building"), state__in=DONE)
    # Its reporter is told first, and neighbours read no words of theirs.
    told = cases.filter(told_at__isnull=False)
    yield _past("case", told, "public_title", TruncDate("resolved_at"))
    minutes = held_at(spot.community).filter(final_at__isnull=False)
    yield _past("minutes", minutes, "occasion__title", F("occasion__on"))
    settled = Topic.objects.filter(
        spot.within("compound"), community=spot.community, state=Topic.State.SETTLED
    )
    yield _past("settled", settled, "title", TruncDate("closed_at"), text=F("outcome"))
    named = public_contests().filter(
        spot.within("place__compound"), place__community=spot.community, adopted__isnull=False
    )
    yield _past("named", named, "adopted__name", TruncDate("concluded_at"))
    decided = public_votes().filter(compound=spot.compound, concluded_at__isnull=False)
    yield _past("decided", decided, "title", TruncDate("concluded_at"))
    built = Evidence.objects.filter(
        community=spot.community, state=Evidence.State.DONE, withdrawn_at=None
    )
    yield _past("built", built, "proposal__title", F("happened_on"), key="proposal_id")
    answered = public_surveys().filter(
        spot.within("compound"), unit__in=spot.above, published_at__isnull=False
    )
    yield _past("answered", answered, "title", TruncDate("published_at"))


def _last_day(moment: str) -> TruncDate:
    """Return the last day before a moment: what closes at midnight closes the day before."""
    return TruncDate(F(moment) - Value(A_MOMENT))


def _past(kind: str, found: Rows, title: str, on: Any, *, key: str = "pk", text: Any = "") -> Rows:
    return _rows(kind, found, title, on, key=key, text=text, newest=True)


def _rows(
    kind: Any,
    found: Rows,
    title: str,
    on: Any,
    *,
    key: str = "pk",
    text: Any = "",
    newest: bool = False,
) -> Rows:
    """Return a few rows of one room in the columns all rooms share."""
    columns = {
        "row_kind": kind if hasattr(kind, "resolve_expression") else Value(kind),
        "row_key": F(key),
        "row_title": F(title),
        "row_text": text if hasattr(text, "resolve_expression") else Value(text),
        "row_on": on,
    }
    fields: list[Field] = [TextField(), BigIntegerField(), TextField(), TextField(), DateField()]
    cast = {
        name: Cast(column, field)
        for (name, column), field in zip(columns.items(), fields, strict=True)
    }
    ordered = found.annotate(**cast).order_by("-row_on" if newest else "row_on")
    return ordered.values_list(*columns)[:A_FEW]

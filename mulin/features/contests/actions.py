from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import post_notice
from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.actions import note_viewing
from mulin.commons.people.models import Person
from mulin.commons.places.models import Membership
from mulin.commons.places.permissions import role_at
from mulin.decisions import SELECTIONS, weighted_review
from mulin.errors import Refused, require
from mulin.programmes.actions import enter, settle_proposals
from mulin.programmes.models import Proposal, Step

from . import permissions, queries
from .models import Ballot, Publication, ScoreSheet, Vote
from .results import mark, notice_of, result_of


@transaction.atomic
def assign_judge(
    *, actor: Person, step: Step, judge: Person, proposals: Collection[int]
) -> list[ScoreSheet]:
    """Give an expert a sheet for each of these proposals; those already given stay as they are."""
    require(permissions.can_run_contest(actor, step))
    step = enter(step, early=True, late=True)
    if not permissions.can_judge(judge, step):
        raise Refused(_("%(name)s不是本计划的专家评委。") % {"name": judge.name_for_staff})
    entries = _on_the_list(step, proposals)
    if own := [entry for entry in entries if entry.author_id == judge.pk]:
        raise Refused(
            _("“%(title)s”是%(name)s自己的提案，不能自己打分。")
            % {"title": own[0].title, "name": judge.name_for_staff}
        )
    held = set(ScoreSheet.objects.filter(step=step, judge=judge).values_list("proposal", flat=True))
    sheets = ScoreSheet.objects.bulk_create(
        [
            ScoreSheet(step=step, judge=judge, proposal=entry)
            for entry in entries
            if entry.pk not in held
        ],
        ignore_conflicts=True,
    )
    host = step.cycle.programme.host
    record(
        "contests.judge_assigned",
        by=actor,
        role=role_at(actor, host),
        about=judge,
        unit=host,
        step=step.pk,
        name=step.name,
        proposals=[entry.number for entry in entries],
        count=len(entries),
    )
    return sheets


@transaction.atomic
def draft_sheet(
    *, actor: Person, sheet: ScoreSheet, score: Decimal | None, comment: str = ""
) -> ScoreSheet:
    """Keep what a judge has written so far, without handing it in."""
    sheet = _take_up(actor, sheet)
    if sheet.is_submitted:
        raise Refused(_("这张评分表已经交了，要改分请直接再交一次。"))
    return _write(sheet, score, comment)


@transaction.atomic
def submit_sheet(
    *, actor: Person, sheet: ScoreSheet, score: Decimal, comment: str = ""
) -> ScoreSheet:
    """Hand a sheet in; it may be handed in anew until the contest is closed."""
    sheet = _take_up(actor, sheet)
    if score is None:
        raise Refused(_("还没写分数。"))
    again = sheet.is_submitted
    sheet.submitted_at = timezone.now()
    _write(sheet, score, comment)
    record(
        "contests.sheet_submitted",
        by=actor,
        role=role_at(actor, sheet.step.cycle.programme.host),
        about=sheet,
        unit=sheet.step.cycle.programme.host,
        again=again,
    )
    return sheet


@transaction.atomic
def recuse(*, actor: Person, sheet: ScoreSheet, reason: str) -> ScoreSheet:
    """Take a judge off a proposal for a reason; a score given before no longer counts."""
    step = enter(sheet.step, early=True, late=True)
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    require(permissions.can_give_up_sheet(actor, sheet))
    if sheet.is_recused:
        raise Refused(_("这份提案已经不由这位评委打分了。"))
    if not reason.strip():
        raise Refused(_("请写一句原因。"))
    sheet.score, sheet.submitted_at, sheet.comment = None, None, ""
    sheet.recused_at, sheet.recusal_reason = timezone.now(), reason.strip()
    sheet.save()
    _write_down(
        "contests.judge_recused",
        actor,
        step,
        judge=sheet.judge_id,
        proposal=sheet.proposal_id,
        reason=sheet.recusal_reason,
    )
    return sheet


@transaction.atomic
def cast_votes(*, actor: Person, step: Step, proposals: Collection[int]) -> Ballot:
    """Cast one's votes, or change them; the last ballot before closing counts."""
    require(permissions.can_vote(actor, step), _("社区确认您住在这里之后，就能投票。"))
    step = _begun(enter(step))
    ballot = _fill(_held(step, actor), _on_the_list(step, proposals))
    record("contests.voted", by=actor, about=ballot, unit=step.cycle.programme.host)
    return ballot


@transaction.atomic
def take_back_votes(*, actor: Person, step: Step) -> Ballot:
    """Take one's votes off the ballot, as if one had not voted."""
    require(permissions.can_vote(actor, step))
    step = enter(step)
    ballot = _fill(_held(step, actor), [])
    record("contests.votes_taken_back", by=actor, about=ballot, unit=step.cycle.programme.host)
    return ballot


@transaction.atomic
def cast_votes_for(
    *, actor: Person, step: Step, voter: Person, proposals: Collection[int]
) -> Ballot:
    """
    Enter the ballot of a neighbour who has no phone.

    The record keeps who entered it.  A ballot the neighbour cast is theirs alone.
    """
    require(permissions.can_vote_for(actor, step, voter))
    if voter.phone or voter.login:
        raise Refused(_("%(name)s能自己登录投票，不用代录。") % {"name": voter.name_for_staff})
    step = _begun(enter(step))
    ballot = _held(step, voter)
    if ballot.entered_by_id is None and ballot.votes.exists():
        raise Refused(_("%(name)s自己已经投过票了。") % {"name": voter.name_for_staff})
    _fill(ballot, _on_the_list(step, proposals), entered_by=actor)
    _write_down("contests.voted_for_neighbour", actor, step, about=ballot, voter=voter.pk)
    return ballot


@transaction.atomic
def find_neighbours(*, actor: Person, step: Step, name: str) -> list[Membership]:
    """Look up neighbours without a phone by name, and write down for them that it was done."""
    require(permissions.can_help_vote(actor, step))
    communities = permissions.communities_helped(actor, step)
    found = list(queries.neighbours_without_phone(communities, name)[:30])
    for part in found:
        note_viewing(
            actor=actor, person=part.person, unit=part.unit, role=role_at(actor, part.unit)
        )
    _write_down("contests.neighbours_looked_up", actor, step, found=len(found))
    return found


def conclude_contest(*, actor: Person, step: Step) -> dict[str, Any]:
    """Count, select and tell every proposal how it came out.  Called while the step closes."""
    require(permissions.can_run_contest(actor, step))
    entries = {str(entry.number): entry for entry in queries.entries_of(step)}
    if not entries:
        raise Refused(_("还没有参评的提案，不能计票。"))
    _refuse_while_sheets_are_missing(step)
    outcome = weighted_review(queries.review_of(step), queries.rule_of(step))
    by, number = step.settings["selection"], step.settings["number"]
    selected = SELECTIONS[by](outcome, number)
    settle_proposals(
        step=step,
        states={
            entry.pk: Proposal.State.SELECTED if key in selected else Proposal.State.NOT_SELECTED
            for key, entry in entries.items()
        },
    )
    for line in outcome.lines:
        entry = entries[line.key]
        record(
            "contests.selected" if line.key in selected else "contests.not_selected",
            by=actor,
            about=entry,
            unit=entry.community,
            step=step.pk,
            title=entry.title,
            rank=line.rank,
            total=str(line.total),
        )
    _write_down("contests.closed", actor, step, entries=len(entries), selected=len(selected))
    return outcome.as_dict() | {
        "selection": {"by": by, "number": number},
        "selected": [line.key for line in outcome.lines if line.key in selected],
        "voters": queries.voters_of(step),
        "judges": queries.judges_who_scored(step),
        "proposals": {
            key: {"id": entry.pk, "title": entry.title, "community": entry.community.name}
            for key, entry in entries.items()
        },
    }


@transaction.atomic
def publish_result(*, actor: Person, step: Step, objection_contact: str = "") -> Publication:
    """Put a contest's result up as a public notice, open for objections."""
    require(permissions.can_run_contest(actor, step))
    step = enter(step, late=True)
    contest = queries.contest_before(step)
    result = result_of(contest) if contest else None
    if contest is None or result is None:
        raise Refused(_("评选还没有计票，没有结果可以公示。"))
    if queries.publication_of(contest):
        raise Refused(_("这次的结果已经公示了。"))
    host = step.cycle.programme.host
    with override(settings.LANGUAGE_CODE):
        notice = post_notice(
            actor=actor,
            unit=host,
            about=contest,
            kind=PublicNotice.Kind.PUBLICITY,
            days=step.settings["notice_days"],
            objection_contact=objection_contact or _("到%(host)s当面说") % {"host": host.name},
            **notice_of(contest, result),
        )
    publication = Publication.objects.create(step=step, contest=contest, notice=notice)
    _write_down("contests.result_published", actor, step, about=contest, until=str(notice.ends_on))
    return publication


def conclude_publishing(*, actor: Person, step: Step) -> dict[str, Any]:
    """Let a publishing step end once the time for objections is over."""
    require(permissions.can_run_contest(actor, step))
    publication = Publication.objects.filter(step=step).select_related("notice").first()
    if publication is None:
        raise Refused(_("结果还没有公示，不能结束。"))
    ends_on = publication.notice.ends_on
    if ends_on and timezone.localdate() <= ends_on:
        raise Refused(
            _("公示到%(day)s，过了这天才能结束。")
            % {"day": date_format(ends_on, "MONTH_DAY_FORMAT")}
        )
    return {"contest": publication.contest_id, "until": str(ends_on)}


def _begun(step: Step) -> Step:
    """Refuse while the list may still grow: everybody judges and votes on the same proposals."""
    if before := queries.still_before(step):
        raise Refused(_("“%(before)s”还没结束，名单定了才能开始。") % {"before": before})
    return step


def _take_up(actor: Person, sheet: ScoreSheet) -> ScoreSheet:
    """Hold a judge's sheet for writing; late judges are let in until the contest is closed."""
    require(permissions.can_fill_sheet(actor, sheet))
    step = _begun(enter(sheet.step, late=True))
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    sheet.step = step
    if sheet.is_recused:
        raise Refused(_("这份提案已经不由您打分了。"))
    return sheet


def _write(sheet: ScoreSheet, score: Decimal | None, comment: str) -> ScoreSheet:
    if score is not None and not (score.is_finite() and 0 <= score <= 100):
        raise Refused(_("分数要在 0 到 100 之间。"))
    if score is not None and score != score.quantize(Decimal("0.1")):
        raise Refused(_("分数最多写一位小数。"))
    sheet.score, sheet.comment = score, comment
    sheet.save()
    return sheet


def _on_the_list(step: Step, proposals: Collection[int]) -> list[Proposal]:
    """Return the proposals of these ids, or refuse ids that are not on this contest's list."""
    wanted = set(proposals)
    entries = list(queries.entries_of(step).filter(pk__in=wanted))
    if len(entries) < len(wanted):
        raise Refused(_("有一项不在这次的名单上，请重新选。"))
    if not entries:
        raise Refused(_("还没有选提案。"))
    return entries


def _held(step: Step, voter: Person) -> Ballot:
    """Return a person's one ballot, held so that two requests of theirs queue up."""
    Ballot.objects.bulk_create([Ballot(step=step, voter=voter)], ignore_conflicts=True)
    ballot = Ballot.objects.select_for_update(of=("self",)).get(step=step, voter=voter)
    ballot.step = step
    return ballot


def _fill(ballot: Ballot, choice: list[Proposal], entered_by: Person | None = None) -> Ballot:
    most = ballot.step.settings["votes_per_person"]
    if len(choice) > most:
        raise Refused(_("一人最多选 %(most)d 项。") % {"most": most})
    ballot.votes.all().delete()
    Vote.objects.bulk_create([Vote(ballot=ballot, proposal=proposal) for proposal in choice])
    ballot.entered_by = entered_by
    ballot.save()
    return ballot


def _refuse_while_sheets_are_missing(step: Step) -> None:
    missing: dict[str, list[str]] = {}
    for sheet in queries.missing_sheets(step):
        missing.setdefault(sheet.judge.name_for_staff, []).append(_called(sheet.proposal))
    if missing:
        whose = "；".join(f"{judge}（{'、'.join(titles)}）" for judge, titles in missing.items())
        raise Refused(
            _("还缺 %(count)d 张评分表，不能计票：%(whose)s。")
            % {"count": sum(map(len, missing.values())), "whose": whose}
        )
    if step.settings["expert_weight"] and (bare := list(queries.unjudged(step))):
        raise Refused(
            _("还没有评委给这些提案打分，不能计票：%(titles)s。")
            % {"titles": "、".join(map(_called, bare))}
        )


def _called(proposal: Proposal) -> str:
    return f"{mark(proposal.number)} {proposal.title}"


def _write_down(verb: str, actor: Person, step: Step, about: Any = None, **details: Any) -> None:
    host = step.cycle.programme.host
    record(verb, by=actor, role=role_at(actor, host), about=about or step, unit=host, **details)

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.actions import draft_proposal, enter
from mulin.programmes.models import Proposal, Step

from .. import permissions, queries
from ..models import Idea, ScreeningSheet, SelfHelpTask
from .writing_down import write_down

Findings = Mapping[str, Mapping[str, str]]
"""By the key of each criterion: its answer and the reason."""

Answer = ScreeningSheet.Answer
Verdict = Idea.Verdict


@dataclass(frozen=True, slots=True)
class Help:
    """Who lends a hand with a matter of a few homes, and with what."""

    helper_name: str
    text: str
    helper: Person | None = None


@transaction.atomic
def screen_idea(
    *,
    actor: Person,
    idea: Idea,
    findings: Findings,
    verdict: str,
    reply: str = "",
    self_help: Help | None = None,
    seen: int = 0,
) -> Idea:
    """
    Judge an idea by the criteria of its cycle and answer its author.

    `seen` is the version of the sheet the screener had in front of them.  The verdict
    `pending` only answers, and keeps the idea open.
    """
    step, idea = _take_up(actor, idea, seen)
    _check_findings(step, findings)
    if verdict == Verdict.PROPOSAL:
        _refuse_what_fails(step, findings)
    elif not reply.strip():
        raise Refused(_("请给提点子的人回一句话，说明原因。"))
    _fill_sheet(idea, actor, findings, reply)
    idea.verdict = verdict
    if verdict == Verdict.PROPOSAL:
        _make_proposal(actor, idea)
    idea.save(update_fields=["verdict", "proposal"])
    verb = "ideas.answered" if idea.is_pending else "ideas.screened"
    write_down(verb, actor, idea, verdict=verdict, reply=reply.strip())
    if idea.is_too_individual and self_help:
        _offer_help(actor, idea, self_help)
    return idea


@transaction.atomic
def merge_idea(*, actor: Person, idea: Idea, into: Idea, reply: str, seen: int = 0) -> Idea:
    """Let an idea go on as part of a similar one; its author stays one of the authors."""
    # Both rows in one order, so that two merges cannot wait for each other.
    list(Idea.objects.select_for_update().filter(pk__in=[idea.pk, into.pk]).order_by("pk"))
    _step, idea = _take_up(actor, idea, seen)
    if not queries.candidates_for_merging(idea).filter(pk=into.pk).exists():
        raise Refused(_("只能并入同一个社区、同一季、还在进行的点子。"))
    if idea.merged_ideas.exists():
        raise Refused(_("已经有点子并入了这一条，它不能再并入别的。"))
    if not reply.strip():
        raise Refused(_("请给提点子的人回一句话，说明原因。"))
    _fill_sheet(idea, actor, {}, reply)
    idea.verdict, idea.merged_into = Verdict.MERGED, into
    idea.save(update_fields=["verdict", "merged_into"])
    write_down(
        "ideas.merged", actor, idea, into=into.pk, into_title=into.title, reply=reply.strip()
    )
    write_down("ideas.took_in", actor, into, idea=idea.pk, merged_title=idea.title)
    _let_authors_follow(idea, into)
    if into.proposal:
        _let_authors_follow(idea, into.proposal)
    return idea


def _take_up(actor: Person, idea: Idea, seen: int) -> tuple[Step, Idea]:
    require(permissions.can_screen(actor, idea), _("自己提的点子，请同事来筛。"))
    step = queries.screening_step_of(idea.step.cycle)
    if step is None:
        raise Refused(_("这个计划没有筛选这一步。"))
    step = enter(step, late=True)
    idea = (
        Idea.objects.select_for_update(of=("self",))
        .select_related("community", "step__cycle")
        .get(pk=idea.pk)
    )
    if not idea.is_visible:
        raise Refused(_("这条还没挂出来，先看过、挂出来再筛。"))
    sheet = ScreeningSheet.objects.select_related("screened_by").filter(idea=idea).first()
    if sheet and not idea.is_pending:
        raise Refused(_("已经由%(name)s筛过了。") % {"name": sheet.screened_by.name_for_staff})
    if sheet and sheet.version != seen:
        raise Refused(
            _("%(name)s刚刚写过这张表，请先看看。") % {"name": sheet.screened_by.name_for_staff}
        )
    return step, idea


def _check_findings(step: Step, findings: Findings) -> None:
    criteria = step.cycle.criteria
    for key, finding in findings.items():
        if key not in criteria or finding["answer"] not in Answer.values:
            raise Refused(_("没有这条标准，请重新打开这一页。"))
        if finding["answer"] != Answer.YES and not finding["reason"].strip():
            raise Refused(_("“%(name)s”不是完全符合，请写一句为什么。") % {"name": criteria[key]})


def _refuse_what_fails(step: Step, findings: Findings) -> None:
    criteria = step.cycle.criteria
    if missing := [label for key, label in criteria.items() if key not in findings]:
        raise Refused(_("还没看这几条标准：%(names)s。") % {"names": _listed(missing)})
    failed = [label for key, label in criteria.items() if findings[key]["answer"] == Answer.NO]
    needs_all = step.settings["criteria_mode"] == "all"
    if failed and (needs_all or len(failed) == len(criteria)):
        raise Refused(_("不符合%(names)s，不能做成提案。") % {"names": _listed(failed)})


def _listed(names: list[str]) -> str:
    return _("、").join(f"“{name}”" for name in names)


def _fill_sheet(idea: Idea, actor: Person, findings: Findings, reply: str) -> None:
    sheet, is_new = ScreeningSheet.objects.get_or_create(idea=idea, defaults={"screened_by": actor})
    sheet.screened_by, sheet.reply = actor, reply.strip()
    sheet.findings = {key: dict(finding) for key, finding in findings.items()}
    sheet.version += not is_new
    sheet.save()


def _make_proposal(actor: Person, idea: Idea) -> None:
    idea.proposal = draft_proposal(
        cycle=idea.step.cycle,
        community=idea.community,
        author=idea.author,
        is_anonymous=idea.is_anonymous,
        title=idea.title,
        text=idea.text,
        category=idea.category,
    )
    write_down("ideas.proposal_drafted", actor, idea.proposal, idea=idea.pk)
    for one in (idea, *idea.merged_ideas.select_related("author")):
        _let_authors_follow(one, idea.proposal)


def _let_authors_follow(idea: Idea, thing: Idea | Proposal) -> None:
    if idea.author:
        follow(person=idea.author, thing=thing)


def _offer_help(actor: Person, idea: Idea, self_help: Help) -> None:
    SelfHelpTask.objects.create(
        idea=idea,
        helper=self_help.helper,
        helper_name=self_help.helper_name,
        text=self_help.text,
    )
    write_down("ideas.self_help_offered", actor, idea, text=self_help.text)

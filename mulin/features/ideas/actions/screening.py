from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused
from mulin.programmes.actions import draft_proposal
from mulin.programmes.models import Proposal, Step

from .. import queries
from ..models import Idea, ScreeningSheet, SelfHelpTask
from .taking_up import Findings, fill_sheet, take_up
from .writing_down import write_down

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
    joins: Proposal | None = None,
    urgency: int | None = None,
    seen: int = 0,
) -> Idea:
    """
    Judge an idea by the criteria of its cycle and answer its author.

    `seen` is the version of the sheet the screener had in front of them.  The verdict
    `pending` only answers, and keeps the idea open.  As a proposal it begins one of its own,
    or `joins` one of its community that is still being written; that alone waits until
    screening begins, so that all are weighed together.
    """
    step, idea = take_up(actor, idea, seen, early=verdict != Verdict.PROPOSAL)
    _check_findings(step, findings)
    if verdict == Verdict.PROPOSAL:
        _refuse_what_fails(step, findings)
    elif not reply.strip():
        raise Refused(_("请给提点子的人回一句话，说明原因。"))
    fill_sheet(idea, actor, findings, reply)
    idea.verdict, idea.urgency = verdict, urgency or idea.urgency
    if verdict == Verdict.PROPOSAL:
        _make_proposal(actor, idea, joins)
    idea.save(update_fields=["verdict", "proposal", "urgency"])
    verb = "ideas.answered" if idea.is_pending else "ideas.screened"
    write_down(verb, actor, idea, verdict=verdict, reply=reply.strip())
    if idea.is_too_individual and self_help:
        _offer_help(actor, idea, self_help)
    return idea


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


def _make_proposal(actor: Person, idea: Idea, joins: Proposal | None) -> None:
    idea.proposal = _joined(actor, idea, joins) if joins else _drafted(actor, idea)
    for one in queries.family_of(idea):
        _let_authors_follow(one, idea.proposal)


def _joined(actor: Person, idea: Idea, joins: Proposal) -> Proposal:
    # Held as it is, so that nobody hands it in while something is added to it.
    Proposal.objects.select_for_update(no_key=True).get(pk=joins.pk)
    proposal = queries.drafts_to_join([idea]).filter(pk=joins.pk).first()
    if proposal is None:
        raise Refused(_("只能加入同一个社区、同一季、还在写的提案。"))
    write_down("ideas.proposal_joined", actor, proposal, idea=idea.pk, idea_title=idea.title)
    return proposal


def _drafted(actor: Person, idea: Idea) -> Proposal:
    proposal = draft_proposal(
        cycle=idea.step.cycle,
        community=idea.community,
        author=idea.author,
        is_anonymous=idea.is_anonymous,
        title=idea.title,
        text=idea.text,
        category=idea.category,
    )
    write_down("ideas.proposal_drafted", actor, proposal, idea=idea.pk)
    return proposal


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
    if self_help.helper:
        record(
            "ideas.help_asked",
            by=actor,
            role=role_at(actor, idea.community),
            about=self_help.helper,
            unit=idea.community,
            idea=idea.pk,
            title=idea.title,
            text=self_help.text,
        )

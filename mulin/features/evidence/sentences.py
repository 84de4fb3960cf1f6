"""What is said of evidence: in public timelines, and to those it concerns."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register


def _proposal_page(record: Record) -> str:
    return reverse("evidence:proposal", args=[record.details["step"], record.about_id])


def register_sentences() -> None:
    """Let the house say how proposals fare after they were selected."""
    register(
        Sentence(
            "evidence.proposal_noted",
            timeline=_("%(state)s：%(text)s"),
            message=_("“%(title)s”有了新进展：%(state)s"),
            url=_proposal_page,
            icon="hammer",
        ),
        Sentence(
            "evidence.proposal_reviewed",
            timeline=_("做了终期评估：%(result)s"),
            message=_("“%(title)s”做完了终期评估，看看结果"),
            url=_proposal_page,
            icon="clipboard-check",
        ),
    )

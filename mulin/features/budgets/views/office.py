"""Where staff upload ballot files, try rules on them, and publish what came of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success, warning
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, downloads, queries, reading
from ..counting import Count, count_of, how_far_was, may_ask_how_far
from ..forms import RuleForm, UploadForm
from ..rules import RULES, name_of

PER_PAGE = 30


@require_safe
@login_required
def desk(request: Visit) -> HttpResponse:
    """List the ballot files of the viewer's offices and of the places below them."""
    _offices(request)
    listed = Paginator(queries.files_kept_by(request.user), PER_PAGE)
    return page(request, "budgets/desk.html", {"page": listed.get_page(request.GET.get("page"))})


@login_required
def upload(request: Visit) -> HttpResponse:
    """Take in a ballot file."""
    offices = _offices(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*posted, units=[(unit.pk, unit.name) for unit in offices])
    kept: list[Any] = []
    if accepted(form, lambda given: kept.append(_keep(request, offices, **given))):
        success(request, _("票表收好了。下面是推荐的算法算出来的，可以换别的算法试。"))
        return done(request, reverse("budgets:file", args=[kept[0].pk]))
    return page(request, "budgets/upload.html", {"form": form})


def _keep(request: Visit, offices: list[Any], *, unit: int, file: Any, title: str) -> Any:
    found = reading.election_in(file)
    kept = actions.keep_ballot_file(
        actor=request.user,
        unit=next(office for office in offices if office.pk == unit),
        title=title or found.title,
        election=found.election,
        sha256=found.sha256,
        currency=found.currency,
    )
    for note in found.notes:
        warning(request, note)
    return kept


@require_safe
@login_required
def file(request: Visit, file_id: int) -> HttpResponse:
    """Show what a rule makes of a ballot file, and beside it what another one would."""
    found = _kept(request, file_id)
    form = RuleForm(request.GET.dict(), kind=found.kind)
    rule, against = form.chosen()
    count = count_of(found, rule, against)
    context = {
        "file": found,
        "form": form,
        "far": _far(request, found, rule, count),
        "may_ask_how_far": may_ask_how_far(found),
        "others": [(name, words[0]) for name, words in RULES.items() if name != rule.name],
        "result": count.result,
        "compared": count.compared,
        "listed": Paginator(count.result.rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "budgets/file.html", context)


def _far(request: Visit, found: Any, rule: Any, count: Count) -> dict[str, str] | None:
    """Return what would have made the project win that is asked about."""
    if "far" not in request.GET:
        return None
    distance = how_far_was(found, rule, request.GET["far"])
    if distance is None:
        return None
    return {"key": distance.key, "said": count.result.far(distance)}


@require_safe
@login_required
def file_json(request: Visit, file_id: int) -> HttpResponse:
    """Give out the outcome by the rule asked for, for machines."""
    found = _kept(request, file_id)
    rule, _against = RuleForm(request.GET.dict(), kind=found.kind).chosen()
    return downloads.outcome_json(found, count_of(found, rule).result)


@require_safe
@login_required
def file_xlsx(request: Visit, file_id: int) -> HttpResponse:
    """Give out the list of projects by the rule asked for as an Excel file."""
    found = _kept(request, file_id)
    rule, _against = RuleForm(request.GET.dict(), kind=found.kind).chosen()
    return downloads.list_xlsx(found, count_of(found, rule).result)


@login_required
def publish(request: Visit, file_id: int) -> HttpResponse:
    """Ask once more, then let everybody read the result by the rule that was shown."""
    found = _kept(request, file_id)
    rule, against = RuleForm(request.GET.dict(), kind=found.kind).chosen()
    if request.method == "POST":
        actions.publish_count(actor=request.user, file=found, rule=rule, against=against)
        success(request, _("公开了，下面的链接和二维码可以转给居民。"))
        return done(request, reverse("budgets:result", args=[found.pk]))
    text = _("按“%(rule)s”算的结果会公开。只公开结果和算法，不公开每张票。") % {
        "rule": name_of(rule)
    }
    if against:
        text += _("也公开和“%(rule)s”的对比。") % {"rule": name_of(against)}
    query = request.GET.urlencode()
    context = {
        "title": _("公开“%(title)s”的结果？") % {"title": found.title},
        "text": text,
        "label": _("公开"),
        "back": f"{reverse('budgets:file', args=[found.pk])}?{query}",
    }
    return page(request, "web/confirm.html", context)


@login_required
def withdraw(request: Visit, file_id: int) -> HttpResponse:
    """Ask once more, then show a published result to staff only."""
    found = _kept(request, file_id)
    back = reverse("budgets:file", args=[found.pk])
    if request.method == "POST":
        actions.withdraw_count(actor=request.user, file=found)
        success(request, _("收回了，现在只有工作人员看得到。"))
        return done(request, back)
    context = {
        "title": _("收回“%(title)s”的结果？") % {"title": found.title},
        "text": _("转出去的链接和二维码就打不开了，再公开一次又能打开。"),
        "label": _("收回"),
        "back": back,
    }
    return page(request, "web/confirm.html", context)


@login_required
def remove(request: Visit, file_id: int) -> HttpResponse:
    """Ask once more, then take the ballots away for good."""
    found = _kept(request, file_id)
    if request.method == "POST":
        actions.remove_ballot_file(actor=request.user, file=found)
        success(request, _("删掉了。"))
        return done(request, reverse("budgets:desk"))
    context = {
        "title": _("删掉“%(title)s”？") % {"title": found.title},
        "text": _("删了就找不回来了，要看得重新上传。"),
        "label": _("删掉"),
        "back": reverse("budgets:file", args=[found.pk]),
    }
    return page(request, "web/confirm.html", context)


def _offices(request: Visit) -> list[Any]:
    """Return the viewer's offices; who has none finds nothing here."""
    offices = queries.offices_of(request.user)
    if not offices:
        raise Http404
    return offices


def _kept(request: Visit, file_id: int) -> Any:
    return get_object_or_404(queries.files_kept_by(request.user), pk=file_id)

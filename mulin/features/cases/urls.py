from django.urls import path

from .views import acts, desks, following_up, papers, public, reporting

app_name = "cases"
ONE = "cases/<int:case_id>"
DESK = "desk/cases"
urlpatterns = [
    path("cases/new/", reporting.where, name="where"),
    path("cases/new/<int:community_id>/", reporting.report, name="report"),
    path("cases/letter/<int:community_id>/", reporting.letter, name="letter"),
    path("cases/follow/", reporting.follow, name="follow"),
    path("cases/r/<slug:code>/", reporting.receipt, name="receipt"),
    path("cases/r/<slug:code>/spot/", reporting.spot, name="spot"),
    path(
        "cases/r/<slug:code>/photos/<uuid:name>/thumb.jpg",
        reporting.receipt_photo,
        {"size": "thumb"},
        name="receipt_thumb",
    ),
    path(
        "cases/r/<slug:code>/photos/<uuid:name>/photo.jpg",
        reporting.receipt_photo,
        {"size": "full"},
        name="receipt_photo",
    ),
    path("cases/mine/", public.mine, name="mine"),
    path("cases/at/<int:community_id>/", public.board, name="board"),
    path(f"{ONE}/", public.case, name="case"),
    path(f"{ONE}/story/", public.story, name="story"),
    path("whistles/<int:whistle_id>/", following_up.whistle, name="whistle"),
    path("whistles/<int:whistle_id>/raise/", following_up.raise_whistle, name="raise_whistle"),
    path("whistles/units/<int:called_id>/<slug:name>/", following_up.unit, name="unit"),
    path(f"{DESK}/", desks.desk, name="desk"),
    path(f"{DESK}/sheet.xlsx", desks.sheet, name="sheet"),
    path(f"{DESK}/mailbox/", desks.mailbox, name="mailbox"),
    path(f"{DESK}/at/<int:community_id>/new/", desks.capture, name="capture"),
    path(f"{DESK}/at/<int:community_id>/codes/", papers.codes, name="codes"),
    path(f"{DESK}/figures/<int:unit_id>/", desks.figures, name="figures"),
    path(f"{DESK}/kinds/<int:subdistrict_id>/", desks.kinds, name="kinds"),
    path(f"{DESK}/kinds/<int:subdistrict_id>/<int:kind_id>/", desks.kind, name="kind"),
    path(f"{DESK}/offers/<int:transfer_id>/", following_up.offer, name="offer"),
    path(f"{DESK}/offers/<int:transfer_id>/withdraw/", following_up.withdraw, name="withdraw"),
    path(f"{DESK}/rechecks/<int:task_id>/", following_up.recheck, name="recheck"),
    path(f"{DESK}/handlings/<int:handling_id>/", following_up.measure, name="measure"),
    path(f"{DESK}/<int:case_id>/", acts.desk_case, name="desk_case"),
    path(f"{DESK}/<int:case_id>/slip/", papers.slip, name="slip"),
    path(f"{DESK}/<int:case_id>/captured/", papers.captured, name="captured"),
    path(f"{DESK}/<int:case_id>/<slug:name>/", acts.act, name="act"),
]

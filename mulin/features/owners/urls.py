from django.urls import path

from . import views

app_name = "owners"
ONE = "owners/<int:vote_id>"
DESK = "desk/owners/<int:vote_id>"
LINE = f"{DESK}/lines/<int:elector_id>"
urlpatterns = [
    path("owners/", views.votes, name="votes"),
    path("owners/matters/", views.matters, name="matters"),
    path(f"{ONE}/", views.vote, name="vote"),
    path(f"{ONE}/answer/", views.answer, name="answer"),
    path(f"{ONE}/proxy/", views.proxy_sheet, name="proxy_sheet"),
    path(f"{ONE}/proxy.pdf", views.proxy_pdf, name="proxy_pdf"),
    path(f"{ONE}/list/", views.posting, name="posting"),
    path(f"{ONE}/statement/", views.statement, name="statement"),
    path(f"{ONE}/statement.pdf", views.statement_pdf, name="statement_pdf"),
    path(f"{ONE}/outcome.json", views.outcome, name="outcome"),
    path("desk/owners/", views.desk, name="desk"),
    path("desk/owners/new/", views.new, name="new"),
    path("desk/owners/notes/", views.note, name="note"),
    path("desk/owners/official/<int:result_id>/", views.confirm_official, name="confirm_official"),
    path("desk/owners/ballots/<int:ballot_id>/", views.withdraw_ballot, name="withdraw_ballot"),
    path(
        "desk/owners/ballots/<int:ballot_id>/confirm/",
        views.confirm_withdrawal,
        name="confirm_withdrawal",
    ),
    path(f"{DESK}/", views.held, name="held"),
    path(f"{DESK}/change/", views.change, name="change"),
    path(f"{DESK}/announce/", views.announce, name="announce"),
    path(f"{DESK}/call-off/", views.call_off, name="call_off"),
    path(f"{DESK}/conclude/", views.conclude, name="conclude"),
    path(f"{DESK}/deliveries/", views.deliveries, name="deliveries"),
    path(f"{DESK}/roll/", views.roll, name="roll"),
    path(f"{DESK}/ballots/", views.paper_ballots, name="paper_ballots"),
    path(f"{DESK}/export.xlsx", views.export, name="export"),
    path(f"{DESK}/list.xlsx", views.posting_sheet, name="posting_sheet"),
    path(f"{DESK}/official/", views.official, name="official"),
    path(f"{LINE}/", views.line, name="line"),
    path(f"{LINE}/paper/", views.paper, name="paper"),
    path(f"{LINE}/proxy/", views.proxy, name="proxy"),
    path(f"{LINE}/proxy/sheet/", views.line_proxy_sheet, name="line_proxy_sheet"),
    path(f"{LINE}/proxy/withdraw/", views.withdraw_proxy, name="withdraw_proxy"),
    path(f"{LINE}/delivery/withdraw/", views.withdraw_delivery, name="withdraw_delivery"),
]

from django.urls import path

from .views import office, plaque, public, table

app_name = "naming"
urlpatterns = [
    path("naming/", public.contests, name="contests"),
    path("naming/mine/", public.mine, name="mine"),
    path("naming/<int:contest_id>/", public.contest, name="contest"),
    path("naming/<int:contest_id>/give/", public.give, name="give"),
    path("naming/<int:contest_id>/vote/", public.vote, name="vote"),
    path("naming/<int:contest_id>/paper/", public.paper, name="paper"),
    path("naming/<int:contest_id>/outcome.json", public.outcome, name="outcome"),
    path("naming/<int:contest_id>/plaque/", plaque.plaque, name="plaque"),
    path("naming/<int:contest_id>/plaque.pdf", plaque.plaque_pdf, name="plaque_pdf"),
    path("naming/slips/<uuid:receipt>/", public.slip, name="slip"),
    path("naming/slips/<uuid:receipt>/withdraw/", public.withdraw, name="withdraw"),
    path("naming/desk/", office.desk, name="desk"),
    path("naming/new/", office.new, name="new"),
    path("naming/<int:contest_id>/office/", office.held, name="held"),
    path("naming/<int:contest_id>/enter/", office.enter, name="enter"),
    path("naming/names/<int:candidate_id>/show/", office.show, name="show"),
    path("naming/names/<int:candidate_id>/hide/", office.hide, name="hide"),
    path("naming/<int:contest_id>/shortlist/", office.shortlist, name="shortlist"),
    path("naming/<int:contest_id>/prolong/", office.prolong, name="prolong"),
    path("naming/<int:contest_id>/call-off/", office.call_off, name="call_off"),
    path("naming/<int:contest_id>/conclude/", office.conclude, name="conclude"),
    path("naming/<int:contest_id>/opening/", office.opening, name="opening"),
    path("naming/<int:contest_id>/table/", table.table, name="table"),
    path("naming/<int:contest_id>/count/", table.count, name="count"),
]

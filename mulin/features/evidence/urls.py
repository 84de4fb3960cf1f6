from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("evidence/<int:step_id>/", views.step, name="step"),
    path("evidence/<int:step_id>/list.xlsx", views.sheet, name="sheet"),
    path(
        "evidence/<int:step_id>/communities/<int:community_id>/",
        views.community,
        name="community",
    ),
    path("evidence/<int:step_id>/proposals/<int:proposal_id>/", views.proposal, name="proposal"),
    path("desk/evidence/<int:step_id>/", views.desk, name="desk"),
    path("desk/evidence/<int:step_id>/note/", views.note, name="note"),
    path("desk/evidence/<int:step_id>/list/", views.upload, name="upload"),
    path("desk/evidence/<int:step_id>/list.xlsx", views.template, name="template"),
    path(
        "desk/evidence/<int:step_id>/proposals/<int:proposal_id>/review/",
        views.review,
        name="review",
    ),
    path("desk/evidence/records/<int:evidence_id>/withdraw/", views.withdraw, name="withdraw"),
]

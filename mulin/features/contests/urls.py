from django.urls import path

from . import views

app_name = "contests"
urlpatterns = [
    path("contests/<int:step_id>/", views.contest, name="contest"),
    path("contests/<int:step_id>/result/", views.result, name="result"),
    path("contests/<int:step_id>/result.json", views.result_json, name="result_json"),
    path("contests/<int:step_id>/result.xlsx", views.result_xlsx, name="result_xlsx"),
    path("contests/<int:step_id>/sheets/", views.sheets, name="sheets"),
    path("contests/<int:step_id>/conflicts/", views.conflicts, name="conflicts"),
    path("contests/sheets/<int:sheet_id>/", views.sheet, name="sheet"),
    path("contests/sheets/<int:sheet_id>/recuse/", views.recuse, name="recuse"),
    path("contests/<int:step_id>/timetable/", views.timetable, name="timetable"),
    path("contests/<int:step_id>/stage/", views.stage, name="stage"),
    path("contests/<int:step_id>/timetable/paper/", views.timetable_paper, name="timetable_paper"),
    path("contests/<int:step_id>/timetable.xlsx", views.timetable_xlsx, name="timetable_xlsx"),
    path("publications/<int:step_id>/", views.publication, name="publication"),
    path("publications/<int:step_id>/object/", views.object_to_result, name="object"),
    path("desk/contests/<int:step_id>/", views.desk, name="desk"),
    path("desk/contests/<int:step_id>/judges/", views.assigning, name="assigning"),
    path("desk/contests/<int:step_id>/judges.xlsx", views.assigning_xlsx, name="assigning_xlsx"),
    path("desk/contests/<int:step_id>/neighbours/", views.neighbours, name="neighbours"),
    path(
        "desk/contests/<int:step_id>/neighbours/<int:person_id>/",
        views.neighbour,
        name="neighbour",
    ),
    path("desk/contests/<int:step_id>/paper/", views.paper, name="paper"),
    path("desk/paper/<int:batch_id>/ballots/", views.paper_ballots, name="paper_ballots"),
    path("desk/paper/<int:batch_id>/register/", views.paper_register, name="paper_register"),
    path("desk/paper/<int:batch_id>/count/", views.paper_count, name="paper_count"),
    path("desk/paper/<int:batch_id>/decide/", views.paper_decide, name="paper_decide"),
    path("desk/contests/<int:step_id>/timetable/", views.timetable_desk, name="timetable_desk"),
    path("desk/contests/<int:step_id>/timetable/<int:proposal_id>/", views.slot, name="slot"),
    path("desk/publications/<int:step_id>/", views.publishing, name="publishing"),
    path(
        "desk/publications/<int:step_id>/objections/new/",
        views.enter_objection,
        name="enter_objection",
    ),
    path("desk/objections/<int:objection_id>/", views.objection, name="objection"),
]

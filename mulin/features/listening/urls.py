from django.urls import path

from . import views

app_name = "listening"
urlpatterns = [
    path("letters/<int:occasion_id>/", views.letter, name="letter"),
    path("l/<str:code>/", views.slip, name="slip"),
    path("listening/<int:unit_id>/outreach/", views.outreach, name="outreach"),
    path("my/listening/", views.mine, name="mine"),
    path("grid-log/<int:unit_id>/", views.log, name="log"),
    path("interviews/<int:unit_id>/new/", views.interview_new, name="interview_new"),
    path("interviews/notes/<int:interview_id>/", views.interview, name="interview"),
    path("desk/listening/<int:unit_id>/", views.desk, name="desk"),
    path("desk/letters/<int:occasion_id>/", views.letter_desk, name="letter_desk"),
    path("desk/letters/<int:occasion_id>/write/", views.letter_write, name="letter_write"),
    path("desk/letters/<int:occasion_id>/print/", views.letter_print, name="letter_print"),
    path("desk/letters/<int:occasion_id>/sheets/", views.letter_sheets, name="letter_sheets"),
    path("desk/letters/<int:occasion_id>/letters.pdf", views.letter_pdf, name="letter_pdf"),
    path("desk/letters/<int:occasion_id>/send/", views.letter_send, name="letter_send"),
    path("desk/letters/<int:occasion_id>/enter/", views.letter_enter, name="letter_enter"),
    path("desk/letters/<int:occasion_id>/answer/", views.letter_answer, name="letter_answer"),
    path("desk/letters/<int:occasion_id>/publish/", views.letter_publish, name="letter_publish"),
    path("desk/letters/<int:occasion_id>/opinions.xlsx", views.letter_xlsx, name="letter_xlsx"),
    path("desk/grid-logs/<int:unit_id>/", views.logs, name="logs"),
    path("desk/grid-logs/<int:unit_id>/logs.xlsx", views.logs_xlsx, name="logs_xlsx"),
    path("desk/grid-logs/entries/<int:log_id>/", views.log_entry, name="log_entry"),
    path("desk/interviews/<int:unit_id>/", views.interviews, name="interviews"),
    path(
        "desk/interviews/<int:unit_id>/interviews.xlsx",
        views.interviews_xlsx,
        name="interviews_xlsx",
    ),
    path("desk/outreach/<int:unit_id>/", views.outreach_desk, name="outreach_desk"),
    path("desk/outreach/<int:unit_id>/note/", views.outreach_note, name="outreach_note"),
    path("desk/outreach/<int:unit_id>/outreach.xlsx", views.outreach_xlsx, name="outreach_xlsx"),
    path("desk/outreach/<int:unit_id>/teams/new/", views.team_new, name="team_new"),
    path("desk/outreach/teams/<int:team_id>/end/", views.team_end, name="team_end"),
    path("desk/outreach/<int:unit_id>/leaflets/new/", views.leaflets_new, name="leaflets_new"),
    path("desk/baseline/<int:unit_id>/", views.baseline, name="baseline"),
    path("desk/baseline/<int:unit_id>/write/", views.baseline_write, name="baseline_write"),
    path("desk/baseline/studies/<int:study_id>/", views.study, name="study"),
]

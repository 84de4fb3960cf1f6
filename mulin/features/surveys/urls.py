from django.urls import path

from . import views

app_name = "surveys"
ONE = "surveys/<int:survey_id>"
DESK = "desk/surveys/<int:survey_id>"
QUESTION = f"{DESK}/questions/<int:question_id>"
urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path(f"{ONE}/", views.survey, name="survey"),
    path(f"{ONE}/answer/", views.answer, name="answer"),
    path(f"{ONE}/results/", views.results, name="results"),
    path(f"{ONE}/doors/", views.doors, name="doors"),
    path(f"{ONE}/doors/<int:building_id>/", views.door_list, name="door_list"),
    path(f"{ONE}/doors/homes/<int:household_id>/", views.door, name="door"),
    path("desk/surveys/", views.desk, name="desk"),
    path("desk/surveys/new/", views.new, name="new"),
    path(f"{DESK}/", views.held, name="held"),
    path(f"{DESK}/change/", views.change, name="change"),
    path(f"{DESK}/preview/", views.preview, name="preview"),
    path(f"{DESK}/open/", views.open_up, name="open"),
    path(f"{DESK}/end/", views.end, name="end"),
    path(f"{DESK}/close/", views.close, name="close"),
    path(f"{DESK}/copy/", views.copy, name="copy"),
    path(f"{DESK}/publish/", views.publish, name="publish"),
    path(f"{DESK}/questions/add/<slug:kind>/", views.add_question, name="add_question"),
    path(f"{QUESTION}/", views.question, name="question"),
    path(f"{QUESTION}/move/", views.move_question, name="move_question"),
    path(f"{QUESTION}/remove/", views.remove_question, name="remove_question"),
    path(f"{DESK}/paper/", views.paper, name="paper"),
    path(f"{DESK}/paper/print/", views.print_out, name="print"),
    path(f"{DESK}/paper/sheets/", views.sheets, name="sheets"),
    path(f"{DESK}/paper/sheets.pdf", views.sheets_pdf, name="sheets_pdf"),
    path(f"{DESK}/paper/<int:number>/", views.sheet, name="sheet"),
    path(f"{DESK}/texts/", views.texts, name="texts"),
    path(f"{DESK}/texts/<int:answer_id>/", views.release, name="release"),
    path(f"{DESK}/answers.xlsx", views.answers_xlsx, name="answers_xlsx"),
    path(f"{DESK}/results.xlsx", views.results_xlsx, name="results_xlsx"),
]

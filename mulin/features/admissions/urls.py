from django.urls import path

from . import views

app_name = "admissions"
urlpatterns = [
    path("admissions/<int:unit_id>/", views.counter, name="counter"),
    path("admissions/<int:unit_id>/list.xlsx", views.sheet, name="sheet"),
    path("admissions/<int:unit_id>/paper/", views.paper, name="paper"),
    path("admissions/<int:unit_id>/apply/", views.apply, name="apply"),
    path("admissions/tasks/<int:task_admission_id>/", views.task, name="task"),
    path("admissions/tasks/<int:task_admission_id>/again/", views.second_look, name="second_look"),
    path("admissions/requests/", views.mine, name="mine"),
    path("admissions/requests/<int:task_request_id>/", views.request, name="request"),
    path("admissions/requests/<int:task_request_id>/admit/", views.admit, name="admit"),
    path("admissions/requests/<int:task_request_id>/refuse/", views.refuse, name="refuse"),
    path("admissions/requests/<int:task_request_id>/withdraw/", views.withdraw, name="withdraw"),
    path("admissions/letters/<int:refusal_letter_id>/", views.letter, name="letter"),
    path("admissions/letters/<int:refusal_letter_id>.pdf", views.letter_pdf, name="letter_pdf"),
    path("desk/admissions/", views.offices, name="offices"),
    path("desk/admissions/<int:unit_id>/", views.desk, name="desk"),
    path("desk/admissions/<int:unit_id>/round/", views.open_round, name="open_round"),
    path("desk/admissions/<int:unit_id>/task/", views.register, name="register"),
    path("desk/admissions/<int:unit_id>/list/", views.upload, name="upload"),
    path("desk/admissions/<int:unit_id>/list.xlsx", views.template, name="template"),
    path("desk/admissions/<int:unit_id>/decide/", views.decide, name="decide"),
    path("desk/admissions/<int:unit_id>/rule/", views.rule, name="rule"),
    path("desk/admissions/<int:unit_id>/requests/", views.log, name="log"),
    path("desk/admissions/<int:unit_id>/requests.xlsx", views.log_sheet, name="log_sheet"),
    path("desk/admissions/<int:unit_id>/requests/note/", views.note, name="note"),
    path(
        "desk/admissions/rounds/<int:admission_round_id>/close/",
        views.close_round,
        name="close_round",
    ),
    path("desk/admissions/again/<int:second_look_id>/", views.answer_look, name="answer_look"),
]

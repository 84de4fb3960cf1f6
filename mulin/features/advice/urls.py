from django.urls import path

from . import views

app_name = "advice"
urlpatterns = [
    path("advice/<int:unit_id>/", views.advisers, name="advisers"),
    path("advice/<int:unit_id>/question/", views.propose, name="propose"),
    path("advice/mine/", views.mine, name="mine"),
    path("advice/requests/<int:expert_request_id>/", views.request, name="request"),
    path("advice/requests/<int:expert_request_id>/accept/", views.accept, name="accept"),
    path("advice/requests/<int:expert_request_id>/decline/", views.decline, name="decline"),
    path("advice/requests/<int:expert_request_id>/answer/", views.answer, name="answer"),
    path("advice/requests/<int:expert_request_id>/visit/", views.visit, name="visit"),
    path("desk/advice/", views.offices, name="offices"),
    path("desk/advice/<int:unit_id>/", views.desk, name="desk"),
    path("desk/advice/<int:unit_id>/list.xlsx", views.sheet, name="sheet"),
    path("desk/advice/<int:unit_id>/ask/", views.ask, name="ask"),
    path("desk/advice/<int:unit_id>/term/", views.term, name="term"),
    path("desk/advice/questions/<int:advice_question_id>/", views.question, name="question"),
    path("desk/advice/requests/<int:expert_request_id>/enter/", views.enter, name="enter"),
    path("desk/advice/requests/<int:expert_request_id>/promise/", views.promise, name="promise"),
    path("desk/advice/requests/<int:expert_request_id>/withdraw/", views.withdraw, name="withdraw"),
]

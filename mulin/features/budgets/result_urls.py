from django.urls import path

from . import views

urlpatterns = [
    path("budget-votes/<int:step_id>/result/", views.vote_result, name="vote_result"),
    path("budget-results/<int:step_id>/", views.publication, name="publication"),
    path("desk/budget-results/<int:step_id>/", views.publishing, name="publishing"),
]

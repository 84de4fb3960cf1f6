from django.urls import path

from . import views

urlpatterns = [
    path("budget-votes/<int:step_id>/result/", views.vote_result, name="vote_result"),
    path("budget-votes/<int:step_id>/bundle.zip", views.vote_bundle, name="vote_bundle"),
    path("budget-results/<int:step_id>/", views.publication, name="publication"),
    path("desk/budget-results/<int:step_id>/", views.publishing, name="publishing"),
]

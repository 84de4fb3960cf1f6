from django.urls import path

from . import views

app_name = "siteplans"
urlpatterns = [
    path("<int:community_id>/", views.plans, name="plans"),
    path("<int:community_id>/<int:plan_id>/take-down/", views.take_down, name="take_down"),
]

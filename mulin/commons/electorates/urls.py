from django.urls import path

from . import views

app_name = "electorates"
urlpatterns = [
    path("<int:unit_id>/", views.electorates, name="electorates"),
    path("<int:unit_id>/<slug:kind>.xlsx", views.empty_sheet, name="empty_sheet"),
    path("roll/<int:electorate_id>/", views.roll, name="roll"),
    path("roll/<int:electorate_id>/add/", views.add, name="add"),
    path("roll/<int:electorate_id>/join/", views.join, name="join"),
    path("roll/<int:electorate_id>/sheet/", views.sheet, name="sheet"),
    path("roll/<int:electorate_id>/check-list/", views.check_list, name="check_list"),
    path("lines/<int:elector_id>/", views.correct, name="correct"),
]

from django.urls import path

from .views import rolls

app_name = "places"
urlpatterns = [
    path("<int:unit_id>/roll/", rolls.roll, name="roll"),
    path("<int:unit_id>/roll/template/", rolls.roll_template, name="roll_template"),
    path("<int:unit_id>/roll/export/", rolls.roll_export, name="roll_export"),
    path("rolls/<int:roll_id>/", rolls.roll_import, name="roll_import"),
    path("rolls/<int:roll_id>/confirm/", rolls.roll_confirm, name="roll_confirm"),
    path("rolls/<int:roll_id>/copy/", rolls.roll_copy, name="roll_copy"),
]

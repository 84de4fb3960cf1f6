"""The short address on a household's letter."""

from django.urls import path

from .views import letters

app_name = "letters"
urlpatterns = [
    path("", letters.type_code, name="type"),
    path("<str:code>/", letters.open_letter, name="open"),
]

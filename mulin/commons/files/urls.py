from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("files/<uuid:name>/", views.photo, name="photo"),
    path("files/<uuid:name>/thumb/", views.thumb, name="thumb"),
]

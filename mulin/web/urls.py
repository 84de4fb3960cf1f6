from django.urls import path

from . import views

app_name = "web"
urlpatterns = [path("look/", views.look, name="look")]

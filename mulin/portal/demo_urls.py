"""Addresses that exist only in a demo."""

from django.urls import path

from . import demo_views

app_name = "demo"
urlpatterns = [path("as/<slug:ref>/", demo_views.become, name="become")]

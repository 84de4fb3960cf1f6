"""Addresses that exist only in a demo."""

app_name = "demo"
urlpatterns: list = []

from django.conf import settings
from django.urls import path

from . import views

app_name = "web"
urlpatterns = [path("look/", views.look, name="look")]
if settings.DEMO:
    urlpatterns += [
        path("kit/", views.kit, name="kit"),
        path("kit/<slug:sheet>/", views.kit_sheet, name="kit_sheet"),
    ]

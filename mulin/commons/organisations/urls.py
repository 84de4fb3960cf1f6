from django.urls import path

from . import views

app_name = "organisations"
urlpatterns = [
    path("chat-groups/<int:group_id>/code/", views.code, name="code"),
    path("chat-groups/<int:group_id>/code/remove/", views.code_remove, name="code_remove"),
    path("<int:unit_id>/registers/", views.registers, name="registers"),
    path("<int:unit_id>/registers/<slug:slug>/", views.register, name="register"),
    path("<int:unit_id>/registers/<slug:slug>/sheet/", views.sheet, name="sheet"),
    path("<int:unit_id>/registers/<slug:slug>/<int:line_id>/retire/", views.retire, name="retire"),
]

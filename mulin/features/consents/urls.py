from django.urls import path

from . import views
from .visit_urls import urlpatterns as visit_patterns

app_name = "consents"
urlpatterns = [
    path("consents/<int:step_id>/", views.round, name="round"),
    path("consents/<int:step_id>/mine/", views.mine, name="mine"),
    path("consents/<int:step_id>/desk/", views.desk, name="desk"),
    path("consents/<int:step_id>/answers.xlsx", views.answers_xlsx, name="answers_xlsx"),
    path("consents/<int:step_id>/buildings/<int:building_id>/", views.building, name="building"),
    path("consents/<int:step_id>/households/<int:number>/", views.household, name="household"),
    path("consents/<int:step_id>/paper/", views.paper, name="paper"),
    path("consents/<int:step_id>/paper/<int:number>/", views.paper_form, name="paper_form"),
    path("consents/<int:step_id>/forms/<int:building_id>/", views.forms, name="forms"),
    path("starts/<int:step_id>/", views.start, name="start"),
    path("starts/<int:step_id>/desk/", views.start_desk, name="start_desk"),
    *visit_patterns,
]

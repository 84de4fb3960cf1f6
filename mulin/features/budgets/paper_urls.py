from django.urls import path

from . import views

urlpatterns = [
    path("desk/budget-votes/<int:step_id>/booth/", views.booth, name="booth"),
    path("desk/budget-votes/<int:step_id>/paper/", views.paper_print, name="paper_print"),
    path("desk/budget-paper/<int:batch_id>/", views.paper_ballots, name="paper_ballots"),
    path("desk/budget-paper/<int:batch_id>/read/", views.paper_read, name="paper_read"),
    path("desk/budget-paper/<int:batch_id>/recount/", views.paper_recount, name="paper_recount"),
]

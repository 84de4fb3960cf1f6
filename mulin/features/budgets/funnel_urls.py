from django.urls import path

from . import views

urlpatterns = [
    path("budget-items/<int:step_id>/", views.funnel, name="funnel"),
    path("budget-items/<int:step_id>/items.xlsx", views.items_xlsx, name="items_xlsx"),
    path("desk/budget-items/<int:step_id>/", views.collecting, name="collecting"),
    path("desk/budget-items/<int:step_id>/add/", views.item_add, name="item_add"),
    path("desk/budget-items/<int:step_id>/upload/", views.items_upload, name="items_upload"),
    path("desk/budget-items/<int:step_id>/<int:number>/", views.item_judge, name="item_judge"),
    path("desk/budget-votes/<int:step_id>/shortlist/", views.vote_shortlist, name="vote_shortlist"),
]

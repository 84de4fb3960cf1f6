from django.urls import path

from . import views

app_name = "programmes"
urlpatterns = [
    path("cycles/<int:cycle_id>/", views.cycle, name="cycle"),
    path("cycles/<int:cycle_id>/proposals/", views.proposals, name="proposals"),
    path("proposals/<int:proposal_id>/", views.proposal, name="proposal"),
    path("desk/programmes/", views.desk, name="desk"),
    path("desk/programmes/launch/", views.launch, name="launch"),
    path("desk/programmes/<int:programme_id>/next/", views.next_cycle, name="next_cycle"),
    path("desk/cycles/<int:cycle_id>/", views.steer, name="steer"),
    path("desk/steps/<int:step_id>/settings/", views.settings, name="settings"),
    path("desk/steps/<int:step_id>/open/", views.open_step, name="open_step"),
    path("desk/steps/<int:step_id>/close/", views.close_step, name="close_step"),
]

from django.urls import path

from . import views

app_name = "programmes"
urlpatterns = [
    path("cycles/<int:cycle_id>/", views.cycle, name="cycle"),
    path("cycles/<int:cycle_id>/about/", views.explainer, name="explainer"),
    path("cycles/<int:cycle_id>/about/sheet/", views.explainer_sheet, name="explainer_sheet"),
    path("cycles/<int:cycle_id>/blueprint.yaml", views.blueprint, name="blueprint"),
    path("cycles/<int:cycle_id>/proposals/", views.proposals, name="proposals"),
    path("proposals/<int:proposal_id>/", views.proposal, name="proposal"),
    path("desk/programmes/", views.desk, name="desk"),
    path("desk/programmes/launch/", views.launch, name="launch"),
    path("desk/programmes/<int:programme_id>/years/", views.earlier_years, name="earlier_years"),
    path("desk/programmes/<int:programme_id>/next/", views.next_cycle, name="next_cycle"),
    path("desk/cycles/<int:cycle_id>/", views.steer, name="steer"),
    path("desk/cycles/<int:cycle_id>/board/", views.board, name="board"),
    path("desk/cycles/<int:cycle_id>/board.xlsx", views.board_sheet, name="board_sheet"),
    path("desk/cycles/<int:cycle_id>/describe/", views.describe, name="describe"),
    path("desk/cycles/<int:cycle_id>/explain/", views.explain, name="explain"),
    path("desk/cycles/<int:cycle_id>/targets/", views.targets, name="targets"),
    path("desk/cycles/<int:cycle_id>/targets/new/", views.new_target, name="new_target"),
    path("desk/cycles/<int:cycle_id>/targets/file/", views.target_file, name="target_file"),
    path("desk/cycles/<int:cycle_id>/targets.xlsx", views.target_sheet, name="target_sheet"),
    path("desk/targets/<int:target_id>/", views.target, name="target"),
    path("desk/targets/<int:target_id>/remove/", views.remove_target, name="remove_target"),
    path("desk/cycles/<int:cycle_id>/zones/", views.zones, name="zones"),
    path("desk/cycles/<int:cycle_id>/zones/new/", views.new_zone, name="new_zone"),
    path("desk/cycles/<int:cycle_id>/zones/file/", views.zone_file, name="zone_file"),
    path("desk/cycles/<int:cycle_id>/zones.xlsx", views.zone_sheet, name="zone_sheet"),
    path("desk/zones/<int:zone_id>/", views.zone, name="zone"),
    path("desk/zones/<int:zone_id>/remove/", views.remove_zone, name="remove_zone"),
    path("desk/steps/<int:step_id>/dates/", views.dates, name="dates"),
    path("desk/steps/<int:step_id>/owner/", views.owner, name="owner"),
    path("desk/steps/<int:step_id>/settings/", views.settings, name="settings"),
    path("desk/steps/<int:step_id>/open/", views.open_step, name="open_step"),
    path("desk/steps/<int:step_id>/close/", views.close_step, name="close_step"),
]

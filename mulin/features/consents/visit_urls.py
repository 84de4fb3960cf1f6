"""The addresses of visits, objections and household plans."""

from django.urls import path

from .views import campaigns, doors, objections, plans

urlpatterns = [
    path("consents/<int:step_id>/visits/", campaigns.campaigns, name="campaigns"),
    path("consents/<int:step_id>/objections/", objections.objections, name="objections"),
    path(
        "consents/<int:step_id>/objections.xlsx",
        objections.objections_xlsx,
        name="objections_xlsx",
    ),
    path("consents/<int:step_id>/topics/", objections.topics, name="topics"),
    path("objections/<int:objection_id>/", objections.objection, name="objection"),
    path("visits/", doors.walks, name="walks"),
    path("visits/<int:campaign_id>/", campaigns.campaign, name="campaign"),
    path("visits/<int:campaign_id>/assign/", campaigns.assign, name="assign"),
    path(
        "visits/<int:campaign_id>/assign/<int:assignment_id>/",
        campaigns.unassign,
        name="unassign",
    ),
    path("visits/<int:campaign_id>/progress.xlsx", campaigns.campaign_xlsx, name="campaign_xlsx"),
    path("visits/<int:campaign_id>/walk.xlsx", campaigns.walk_xlsx, name="walk_xlsx"),
    path("visits/<int:campaign_id>/upload/", campaigns.sheet_upload, name="sheet_upload"),
    path("visits/<int:campaign_id>/buildings/<int:building_id>/", doors.walk, name="walk"),
    path(
        "visits/<int:campaign_id>/buildings/<int:building_id>/sheet/",
        doors.walk_sheet,
        name="walk_sheet",
    ),
    path("visits/<int:campaign_id>/doors/<int:elector_id>/", doors.door, name="door"),
    path("households/<int:household_id>/", objections.household_card, name="household_card"),
    path("household-plans/<int:step_id>/", plans.plans_page, name="plans"),
    path("household-plans/<int:step_id>/desk/", plans.plans_desk, name="plans_desk"),
    path("household-plans/<int:step_id>/plans.xlsx", plans.plans_xlsx, name="plans_xlsx"),
    path("household-plans/plan/<int:plan_id>/", plans.plan, name="plan"),
    path("household-plans/plan/<int:plan_id>/sheet/", plans.plan_sheet, name="plan_sheet"),
    path("household-plans/slot/<int:slot_id>/", plans.slot, name="slot"),
]

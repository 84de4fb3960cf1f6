from django.urls import path

from .views import claims, grids, homes, letters, members, residence, rolls

app_name = "places"
urlpatterns = [
    path("<int:unit_id>/desk/", homes.tree, name="tree"),
    path("<int:unit_id>/desk/sheet/", homes.tree_sheet, name="tree_sheet"),
    path("<int:unit_id>/facts/", homes.facts, name="facts"),
    path("compounds/<int:compound_id>/", homes.compound, name="compound"),
    path("compounds/<int:compound_id>/change/", homes.compound_change, name="compound_change"),
    path("buildings/<int:building_id>/", homes.building, name="building"),
    path("buildings/<int:building_id>/change/", homes.building_change, name="building_change"),
    path("buildings/<int:building_id>/letters/", letters.letters, name="letters"),
    path(
        "buildings/<int:building_id>/letters/revoke/",
        letters.letters_revoke,
        name="letters_revoke",
    ),
    path("<int:unit_id>/grids/", grids.grids, name="grids"),
    path("<int:unit_id>/grids/sheet/", grids.grids_sheet, name="grids_sheet"),
    path("grids/<int:grid_id>/", grids.grid, name="grid"),
    path("grids/<int:grid_id>/change/", grids.grid_change, name="grid_change"),
    path("<int:unit_id>/members/", members.members, name="members"),
    path("<int:unit_id>/members/sheet/", members.members_sheet, name="members_sheet"),
    path("<int:unit_id>/members/give/", members.member_give, name="member_give"),
    path("<int:unit_id>/members/invite/", members.staff_invite, name="staff_invite"),
    path("members/<int:part_id>/", members.member, name="member"),
    path("members/<int:part_id>/end/", members.member_end, name="member_end"),
    path("members/<int:part_id>/hand-over/", members.member_hand_over, name="member_hand_over"),
    path("<int:unit_id>/claims/", claims.claims, name="claims"),
    path("claims/<int:part_id>/confirm/", claims.claim_confirm, name="claim_confirm"),
    path("claims/<int:part_id>/refuse/", claims.claim_refuse, name="claim_refuse"),
    path("live-here/", residence.live_here, name="live_here"),
    path("live-here/<int:unit_id>/", residence.live_in, name="live_in"),
    path("live-here/building/<int:building_id>/", residence.live_behind, name="live_behind"),
    path("live-here/<int:part_id>/withdraw/", residence.live_no_more, name="live_no_more"),
    path("<int:unit_id>/roll/", rolls.roll, name="roll"),
    path("<int:unit_id>/roll/template/", rolls.roll_template, name="roll_template"),
    path("<int:unit_id>/roll/export/", rolls.roll_export, name="roll_export"),
    path("rolls/<int:roll_id>/", rolls.roll_import, name="roll_import"),
    path("rolls/<int:roll_id>/confirm/", rolls.roll_confirm, name="roll_confirm"),
    path("rolls/<int:roll_id>/copy/", rolls.roll_copy, name="roll_copy"),
]

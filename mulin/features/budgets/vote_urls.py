from django.urls import path

from . import views

urlpatterns = [
    path("budget-votes/<int:step_id>/", views.vote, name="vote"),
    path("budget-votes/<int:step_id>/receipt/", views.receipt, name="receipt"),
    path("budget-votes/<int:step_id>/ballots/", views.ballots, name="ballots"),
    path("budget-votes/<int:step_id>/names/", views.named_ballots, name="named_ballots"),
    path("budget-votes/<int:step_id>/ballots.json", views.ballots_json, name="ballots_json"),
    path("budget-votes/<int:step_id>/ballots.csv", views.ballots_csv, name="ballots_csv"),
    path("desk/budget-votes/<int:step_id>/", views.vote_desk, name="vote_desk"),
    path("desk/budget-votes/<int:step_id>/money/", views.vote_money, name="vote_money"),
    path("desk/budget-votes/<int:step_id>/roll/", views.vote_roll, name="vote_roll"),
    path("desk/budget-votes/<int:step_id>/option/", views.vote_option, name="vote_option"),
    path("desk/budget-votes/<int:step_id>/proposals/", views.vote_proposals, name="vote_proposals"),
    path(
        "desk/budget-votes/<int:step_id>/options/<int:number>/remove/",
        views.vote_option_remove,
        name="vote_option_remove",
    ),
    path("desk/budget-votes/<int:step_id>/begin/", views.vote_begin, name="vote_begin"),
    path("desk/budget-votes/<int:step_id>/seed/", views.vote_seed, name="vote_seed"),
]

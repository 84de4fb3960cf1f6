from django.urls import path

from . import views

app_name = "tasks"
ONE = "<int:item_id>"
UNIT = "desk/units/<int:unit_id>"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("feed/", views.make_feed, name="make_feed"),
    path("feeds/<slug:key>/mine.ics", views.feed, name="feed"),
    path(
        "feeds/<slug:key>/organisations/<int:organisation_id>.ics",
        views.organisation_feed,
        name="organisation_feed",
    ),
    path("organisations/<int:organisation_id>/", views.organisation, name="organisation"),
    path(f"{UNIT}/", views.unit, name="unit"),
    path(f"{UNIT}/new/", views.new, name="new"),
    path(f"{UNIT}/hand-over/", views.hand_over, name="hand_over"),
    path(f"{ONE}/", views.item, name="item"),
    path(f"{ONE}/progress/", views.progress, name="progress"),
    path(f"{ONE}/postpone/", views.postpone, name="postpone"),
    path(f"{ONE}/drop/", views.drop, name="drop"),
    path(f"{ONE}/hand-over/", views.hand_over_item, name="hand_over_item"),
]

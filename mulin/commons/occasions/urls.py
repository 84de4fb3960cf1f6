from django.urls import path

from . import views

app_name = "occasions"
urlpatterns = [
    path("units/<int:unit_id>/<int:year>/", views.year, name="year"),
    path("units/<int:unit_id>.ics", views.feed, name="feed"),
    path("desk/units/<int:unit_id>/", views.desk, name="desk"),
    path("desk/units/<int:unit_id>/new/", views.new, name="new"),
    path("desk/series/<int:series_id>/", views.series, name="series"),
    path("desk/series/<int:series_id>/end/", views.end, name="end"),
]

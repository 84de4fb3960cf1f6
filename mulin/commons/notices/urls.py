from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("s/<slug:code>/", views.short_link, name="short_link"),
    path("s/<slug:code>/poster/", views.poster, name="poster"),
    path("notices/<int:notice_id>/", views.notice, name="notice"),
    path("notices/<int:notice_id>/paper/", views.paper, name="paper"),
    path("notices/<int:notice_id>/pdf/", views.pdf, name="pdf"),
    path("notices/of/<int:unit_id>/", views.board, name="board"),
    path("notices/of/<int:unit_id>/post/", views.post, name="post"),
    path("workdays/", views.workdays, name="workdays"),
    path("workdays/<int:year>.xlsx", views.workdays_file, name="workdays_file"),
    path("notices/desk/", views.desk, name="desk"),
]

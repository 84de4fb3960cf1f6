from django.urls import path

from .views import preparing

app_name = "proposals"
urlpatterns = [
    path("proposals/mine/", preparing.mine, name="mine"),
    path("steps/<int:step_id>/preparing/", preparing.preparing, name="preparing"),
    path("proposals/<int:proposal_id>/prepare/", preparing.prepare, name="prepare"),
    path("proposals/<int:proposal_id>/withdraw/", preparing.withdraw, name="withdraw"),
    path("desk/steps/<int:step_id>/preparing/", preparing.drafts, name="drafts"),
    path("desk/proposals/<int:proposal_id>/send-back/", preparing.send_back, name="send_back"),
]

from django.urls import path

from .views import lists, preparing, versions

app_name = "proposals"
urlpatterns = [
    path("proposals/mine/", preparing.mine, name="mine"),
    path("steps/<int:step_id>/preparing/", preparing.preparing, name="preparing"),
    path("proposals/<int:proposal_id>/prepare/", preparing.prepare, name="prepare"),
    path("proposals/<int:proposal_id>/withdraw/", preparing.withdraw, name="withdraw"),
    path("proposals/<int:proposal_id>/versions/", versions.versions, name="versions"),
    path("proposals/<int:proposal_id>/comment/", versions.comment, name="comment"),
    path("proposals/versions/<int:revision_id>/", versions.version, name="version"),
    path("proposals/versions/<int:revision_id>/restore/", versions.restore, name="restore"),
    path("proposals/comments/<int:comment_id>/answer/", versions.answer, name="answer"),
    path("desk/steps/<int:step_id>/preparing/", lists.drafts, name="drafts"),
    path("desk/steps/<int:step_id>/preparing/sheet/", lists.sheet, name="sheet"),
    path("desk/steps/<int:step_id>/preparing/read-in/", lists.read_in, name="read_in"),
    path("desk/steps/<int:step_id>/preparing/book/", lists.book, name="book"),
    path("desk/proposals/<int:proposal_id>/send-back/", preparing.send_back, name="send_back"),
    path("desk/proposals/<int:proposal_id>/flagship/", preparing.flagship, name="flagship"),
]

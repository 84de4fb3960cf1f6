from django.urls import path

from .views import desk, papers, public

app_name = "designs"
urlpatterns = [
    path("designs/<int:display_id>/", public.display, name="display"),
    path("designs/<int:display_id>/comments/", public.comments, name="comments"),
    path("designs/<int:display_id>/comment/", public.comment, name="comment"),
    path("designs/<int:display_id>/versions/", public.versions, name="versions"),
    path("designs/boards/<int:board_id>/", public.board, name="board"),
    path("designs/options/<int:option_id>/lean/", public.lean, name="lean"),
    path("designs/receipts/<uuid:receipt>/", public.receipt, name="receipt"),
    path("designs/boards/<int:board_id>/poster/", papers.poster, name="poster"),
    path("designs/boards/<int:board_id>/poster.pdf", papers.poster_pdf, name="poster_pdf"),
    path("designs/<int:display_id>/slips/", papers.slips, name="slips"),
    path("designs/new/<int:topic_id>/", desk.set_up, name="set_up"),
    path("designs/<int:display_id>/desk/", desk.desk, name="desk"),
    path("designs/<int:display_id>/desk/version/", desk.version, name="version"),
    path("designs/<int:display_id>/desk/board/", desk.hang, name="hang"),
    path("designs/<int:display_id>/desk/later/", desk.later, name="later"),
    path("designs/<int:display_id>/desk/slip/", desk.slip, name="slip"),
    path("designs/versions/<int:version_id>/option/", desk.option, name="option"),
    path("designs/versions/<int:version_id>/publish/", desk.publish, name="publish"),
    path("designs/options/<int:option_id>/drop/", desk.drop, name="drop"),
    path("designs/boards/<int:board_id>/take-down/", desk.take_down, name="take_down"),
    path("designs/comments/<int:comment_id>/answer/", desk.answer, name="answer"),
]

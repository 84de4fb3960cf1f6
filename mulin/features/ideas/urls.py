from django.urls import path

from .views import alike, desks, screening, together, typing_in, walls, writing

app_name = "ideas"
urlpatterns = [
    path("ideas/", walls.wall, name="wall"),
    path("ideas/new/", writing.write, name="write"),
    path("ideas/new/hint/", alike.hint, name="hint"),
    path("ideas/new/alike/", writing.alike, name="alike"),
    path("ideas/new/sign/", writing.sign, name="sign"),
    path("ideas/mine/", walls.mine, name="mine"),
    path("ideas/receipts/<uuid:receipt>/", writing.receipt, name="receipt"),
    path("ideas/<int:idea_id>/", walls.idea, name="idea"),
    path("ideas/<int:idea_id>/support/", walls.support, name="support"),
    path("steps/<int:step_id>/ideas/", walls.collecting, name="collecting"),
    path("steps/<int:step_id>/ideas/paper/", writing.paper, name="paper"),
    path("steps/<int:step_id>/screening/", screening.screening, name="screening"),
    path("desk/steps/<int:step_id>/ideas/", desks.review, name="review"),
    path("desk/steps/<int:step_id>/ideas/enter/", desks.enter, name="enter"),
    path("desk/steps/<int:step_id>/ideas/type-in/", typing_in.type_in, name="type_in"),
    path("desk/steps/<int:step_id>/ideas/empty/", typing_in.empty_sheet, name="empty_sheet"),
    path("desk/steps/<int:step_id>/ideas/sheet/", desks.sheet, name="sheet"),
    path("desk/ideas/<int:idea_id>/show/", desks.show, name="show"),
    path("desk/ideas/<int:idea_id>/bring-up/", desks.bring_up, name="bring_up"),
    path("desk/ideas/<int:idea_id>/hide/", desks.hide, name="hide"),
    path("desk/steps/<int:step_id>/screening/", screening.queue, name="queue"),
    path("desk/ideas/<int:idea_id>/screen/", screening.screen, name="screen"),
    path("desk/ideas/<int:idea_id>/merge/", screening.merge, name="merge"),
    path("desk/ideas/<int:idea_id>/unmerge/", screening.unmerge, name="unmerge"),
    path("desk/steps/<int:step_id>/screening/together/", together.together, name="together"),
    path("ideas/<int:idea_id>/self-help/", screening.settle, name="settle"),
]

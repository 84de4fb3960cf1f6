from django.urls import path

from .views import desk, here, minutes, public, table

app_name = "meetings"
ONE = "meetings/<int:meeting_id>"
DESK = "desk/meetings/<int:meeting_id>"
urlpatterns = [
    path(f"{ONE}/", public.meeting, name="meeting"),
    path("meetings/on/<int:occasion_id>/", public.of_occasion, name="of_occasion"),
    path("meetings/of/<int:unit_id>/", public.meetings, name="meetings"),
    path("meetings/box/<int:unit_id>/", public.box, name="box"),
    path("meetings/box/items/<int:item_id>/withdraw/", public.withdraw, name="withdraw"),
    path(f"{ONE}/here/<slug:token>/", here.here, name="here"),
    path(f"{ONE}/reply/", public.reply, name="reply"),
    path(f"{ONE}/minutes/", public.paper, name="paper"),
    path(f"{ONE}/minutes.pdf", public.pdf, name="pdf"),
    path("desk/meetings/units/<int:unit_id>/", desk.desk, name="desk"),
    path("desk/meetings/units/<int:unit_id>/call/", desk.call, name="call"),
    path("desk/meetings/items/<int:item_id>/put/", desk.put, name="put"),
    path("desk/meetings/items/<int:item_id>/return/", desk.give_back, name="give_back"),
    path(f"{DESK}/", desk.prepare, name="prepare"),
    path("desk/meetings/items/<int:item_id>/off/", desk.take_off, name="take_off"),
    path(f"{DESK}/agenda/", desk.add, name="add"),
    path(f"{DESK}/move/", desk.move, name="move"),
    path(f"{DESK}/miss/", desk.miss, name="miss"),
    path(f"{DESK}/call-off/", desk.call_off, name="call_off"),
    path(f"{DESK}/table/", table.table, name="table"),
    path(f"{DESK}/table/photos/", table.photos, name="photos"),
    path(f"{DESK}/table/others/", table.others, name="others"),
    path(f"{DESK}/table/<slug:what>/", table.note, name="note"),
    path(f"{DESK}/wall/", table.wall_sheet, name="wall"),
    path(f"{DESK}/list/", table.paper_list, name="paper_list"),
    path(f"{DESK}/came/", table.came, name="came"),
    path("desk/meetings/came/<int:attendance_id>/strike/", table.strike, name="strike"),
    path(f"{DESK}/minutes/", minutes.write, name="write"),
    path(f"{DESK}/replies/new/", minutes.note_reply, name="note_reply"),
    path(f"{DESK}/readers/", desk.readers, name="readers"),
    path(f"{DESK}/correct/", minutes.correct, name="correct"),
    path(f"{DESK}/settlement/", minutes.settlement, name="settlement"),
    path(
        "desk/meetings/resolutions/<int:resolution_id>/withdraw/",
        minutes.take_back,
        name="take_back",
    ),
    path("desk/meetings/replies/<int:reply_id>/", minutes.settle, name="settle"),
]

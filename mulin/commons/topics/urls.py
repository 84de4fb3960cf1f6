from django.urls import path

from .views import desk, public

app_name = "topics"
urlpatterns = [
    path("of/<int:unit_id>/", public.topics, name="topics"),
    path("of/<int:unit_id>/open/", desk.open_topic, name="open_topic"),
    path("<int:topic_id>/", public.topic, name="topic"),
    path("<int:topic_id>/opinions/", public.opinions, name="opinions"),
    path("<int:topic_id>/speak/", public.speak, name="speak"),
    path("opinions/<int:opinion_id>/take-back/", public.take_back, name="take_back"),
    path("<int:topic_id>/questions/<slug:word>/", desk.question, name="question"),
    path("<int:topic_id>/groups/<slug:task>/", desk.group, name="group"),
    path("<int:topic_id>/note/", desk.note, name="note"),
    path("<int:topic_id>/obstacle/", desk.obstacle, name="obstacle"),
    path("<int:topic_id>/close/", desk.close, name="close"),
    path("opinions/<int:opinion_id>/", desk.answer, name="answer"),
    path("obstacles/<int:obstacle_id>/", desk.settle, name="settle"),
]

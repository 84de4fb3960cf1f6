from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "mulin.features.meetings"

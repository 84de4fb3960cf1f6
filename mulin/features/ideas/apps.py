from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "mulin.features.ideas"

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "mulin.features.listening"

from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "mulin.features.advice"

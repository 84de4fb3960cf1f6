from django.apps import AppConfig


class OccasionsConfig(AppConfig):
    name = "mulin.commons.occasions"

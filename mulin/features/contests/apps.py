from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "mulin.features.contests"

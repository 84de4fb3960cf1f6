from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "mulin.features.consents"

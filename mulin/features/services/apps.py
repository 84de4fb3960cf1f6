from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "mulin.features.services"

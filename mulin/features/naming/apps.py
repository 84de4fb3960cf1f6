from django.apps import AppConfig


class NamingConfig(AppConfig):
    name = "mulin.features.naming"

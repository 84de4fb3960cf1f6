from django.apps import AppConfig


class DesignsConfig(AppConfig):
    name = "mulin.features.designs"

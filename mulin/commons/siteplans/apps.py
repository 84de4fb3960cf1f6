from django.apps import AppConfig


class SiteplansConfig(AppConfig):
    name = "mulin.commons.siteplans"

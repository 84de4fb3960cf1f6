from django.apps import AppConfig


class ElectoratesConfig(AppConfig):
    name = "mulin.commons.electorates"

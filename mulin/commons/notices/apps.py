from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "mulin.commons.notices"

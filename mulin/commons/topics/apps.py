from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "mulin.commons.topics"

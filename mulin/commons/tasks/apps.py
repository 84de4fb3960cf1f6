from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "mulin.commons.tasks"

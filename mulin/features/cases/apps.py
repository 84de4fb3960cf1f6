from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mulin.features.cases"

from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "mulin.features.admissions"

from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "mulin.features.admissions"

    def ready(self) -> None:
        from .own_sections import register_sections
        from .sentences import register_sentences

        register_sentences()
        register_sections()

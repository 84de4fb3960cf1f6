from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "mulin.features.admissions"

    def ready(self) -> None:
        from .own_sections import register_sections
        from .own_things import register_things
        from .sentences import register_sentences

        register_sentences()
        register_sections()
        register_things()

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mulin.features.surveys"

    def ready(self) -> None:
        from .own_sections import register_sections
        from .own_things import register_things
        from .sentences import register_sentences

        register_sections()
        register_sentences()
        register_things()

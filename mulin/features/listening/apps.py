from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "mulin.features.listening"

    def ready(self) -> None:
        from .occasion_kinds import register_kinds
        from .own_sections import register_sections
        from .own_things import register_things
        from .sentences import register_sentences

        register_kinds()
        register_things()
        register_sentences()
        register_sections()

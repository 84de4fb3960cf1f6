from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "mulin.features.listening"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .occasion_kinds import register_kinds
        from .own_sections import register_sections
        from .own_things import register_things
        from .own_todos import register_todos
        from .sentences import register_sentences
        from .step_kinds import StudyBaseline

        kinds.register(StudyBaseline)
        register_kinds()
        register_things()
        register_todos()
        register_sentences()
        register_sections()

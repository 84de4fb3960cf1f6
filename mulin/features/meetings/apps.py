from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "mulin.features.meetings"

    def ready(self) -> None:
        from .own_things import register_things
        from .sentences import register_sentences
        from .table_kinds import register_kinds

        register_kinds()
        register_sentences()
        register_things()

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "mulin.features.ideas"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .own_sections import register_sections
        from .sentences import register_sentences
        from .step_kinds import CollectIdeas, ScreenIdeas

        for kind in (CollectIdeas, ScreenIdeas):
            kinds.register(kind)
        register_sentences()
        register_sections()

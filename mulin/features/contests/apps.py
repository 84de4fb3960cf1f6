from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "mulin.features.contests"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .own_sections import register_sections
        from .sentences import register_sentences
        from .step_kinds import HoldContest, PublishResult

        kinds.register(HoldContest)
        kinds.register(PublishResult)
        register_sentences()
        register_sections()

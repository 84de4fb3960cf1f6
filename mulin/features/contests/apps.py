from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "mulin.features.contests"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .step_kinds import HoldContest, PublishResult

        kinds.register(HoldContest)
        kinds.register(PublishResult)

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "mulin.features.consents"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .plan_step import SignPlans
        from .step_kinds import AskHouseholds, StartWorks

        kinds.register(AskHouseholds)
        kinds.register(StartWorks)
        kinds.register(SignPlans)

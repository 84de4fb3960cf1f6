from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "mulin.features.consents"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .own_sections import register_sections
        from .plan_step import SignPlans
        from .sentences import register_sentences
        from .step_kinds import AskHouseholds, StartWorks
        from .topic_part import register_part

        kinds.register(AskHouseholds)
        kinds.register(StartWorks)
        kinds.register(SignPlans)
        register_sentences()
        register_sections()
        register_part()

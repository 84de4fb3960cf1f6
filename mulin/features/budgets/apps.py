from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "mulin.features.budgets"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .collecting_kind import CollectBudgetItems
        from .own_sections import register_sections
        from .publishing_kind import PublishBudgetResult
        from .step_kinds import HoldBudgetVote

        kinds.register(CollectBudgetItems)
        kinds.register(HoldBudgetVote)
        kinds.register(PublishBudgetResult)
        register_sections()

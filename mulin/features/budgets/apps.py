from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "mulin.features.budgets"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .own_sections import register_sections
        from .step_kinds import HoldBudgetVote

        kinds.register(HoldBudgetVote)
        register_sections()

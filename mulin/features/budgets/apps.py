from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "mulin.features.budgets"

    def ready(self) -> None:
        from .own_sections import register_sections

        register_sections()

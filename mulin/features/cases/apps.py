from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mulin.features.cases"

    def ready(self) -> None:
        from .holdings import register_holdings
        from .own_sections import register_sections
        from .sentences import register_sentences

        register_sentences()
        register_sections()
        register_holdings()

from django.apps import AppConfig


class NamingConfig(AppConfig):
    name = "mulin.features.naming"

    def ready(self) -> None:
        from .own_sections import register_sections
        from .sentences import register_sentences

        register_sections()
        register_sentences()

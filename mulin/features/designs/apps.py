from django.apps import AppConfig


class DesignsConfig(AppConfig):
    name = "mulin.features.designs"

    def ready(self) -> None:
        from .own_sections import register_sections
        from .sentences import register_sentences
        from .topic_part import register_part

        register_sections()
        register_sentences()
        register_part()

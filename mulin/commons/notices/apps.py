from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "mulin.commons.notices"

    def ready(self) -> None:
        from .own_sections import register_sections
        from .own_sentences import SENTENCES
        from .sentences import register

        register(*SENTENCES)
        register_sections()

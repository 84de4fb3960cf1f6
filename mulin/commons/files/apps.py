from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "mulin.commons.files"

    def ready(self) -> None:
        from .own_sections import register_sections

        register_sections()

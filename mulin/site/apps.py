from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "mulin.site"
    label = "mulin_site"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers itself

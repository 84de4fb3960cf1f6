from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "mulin.site"
    label = "mulin_site"

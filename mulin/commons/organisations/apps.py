from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "mulin.commons.organisations"

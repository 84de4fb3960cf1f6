from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "mulin.commons.calendar"

from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "mulin.commons.topics"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from mulin.commons.audit import things

        from . import queries
        from .models import Topic
        from .own_sections import register_sections
        from .sentences import register_sentences

        register_sections()
        register_sentences()
        things.register(
            things.ThingKind(
                "topics.topic",
                _("议题"),
                queries.topics_visible_to,
                str,
                Topic.get_absolute_url,
            )
        )

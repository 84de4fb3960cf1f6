from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "mulin.commons.tasks"

    def ready(self) -> None:
        from mulin.commons.audit import things

        from . import actions, queries
        from .holdings import Holding, register
        from .own_sections import register_sections
        from .sentences import register_sentences
        from .topic_part import register_part

        register_sections()
        register_sentences()
        register_part()
        register(Holding("promises", _("答应的事"), queries.held_count, actions.hand_over_items))
        things.register(
            things.ThingKind(
                "tasks.actionitem",
                _("答应的事"),
                queries.items_visible_to,
                str,
                lambda item: item.get_absolute_url(),
            )
        )

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "mulin.features.services"

    def ready(self) -> None:
        from mulin.commons.tasks import holdings

        from . import actions, queries
        from .own_sections import register_sections
        from .own_todos import register_todos
        from .sentences import register_sentences

        holdings.register(
            holdings.Holding(
                "services", _("手上的办件"), queries.held_count, actions.hand_over_matters
            )
        )
        register_sentences()
        register_sections()
        register_todos()

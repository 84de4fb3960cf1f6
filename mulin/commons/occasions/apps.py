from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OccasionsConfig(AppConfig):
    name = "mulin.commons.occasions"

    def ready(self) -> None:
        from mulin.commons.audit import things

        from . import queries
        from .sentences import register_sentences

        register_sentences()
        things.register(
            things.ThingKind(
                "occasions.occasion",
                _("会议"),
                queries.occasions_visible_to,
                str,
                lambda occasion: occasion.get_absolute_url(),
            )
        )

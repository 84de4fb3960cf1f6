from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "mulin.features.ideas"

    def ready(self) -> None:
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from mulin.commons.audit import things
        from mulin.programmes import kinds

        from . import queries
        from .own_sections import register_sections
        from .sentences import register_sentences
        from .step_kinds import CollectIdeas, ScreenIdeas

        for kind in (CollectIdeas, ScreenIdeas):
            kinds.register(kind)
        register_sentences()
        register_sections()
        things.register(
            things.ThingKind(
                "ideas.idea",
                _("金点子"),
                queries.ideas_visible_to,
                str,
                lambda idea: reverse("ideas:idea", args=[idea.pk]),
            )
        )

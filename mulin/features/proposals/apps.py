from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "mulin.features.proposals"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .own_sections import register_sections
        from .sentences import register_sentences
        from .step_kinds import PrepareProposals

        kinds.register(PrepareProposals)
        register_sentences()
        register_sections()

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "mulin.features.evidence"

    def ready(self) -> None:
        from mulin.programmes import kinds

        from .own_sections import register_sections
        from .sentences import register_sentences
        from .step_kinds import ShowEvidence

        kinds.register(ShowEvidence)
        register_sentences()
        register_sections()

from .settings import AskHouseholdsSettings, StartWorksSettings

__all__ = ["AskHouseholdsSettings", "StartWorksSettings"]

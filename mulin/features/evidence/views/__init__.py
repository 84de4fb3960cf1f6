from .office import desk, note, review, template, upload, withdraw
from .public import community, proposal, sheet, step

__all__ = [
    "community",
    "desk",
    "note",
    "proposal",
    "review",
    "sheet",
    "step",
    "template",
    "upload",
    "withdraw",
]

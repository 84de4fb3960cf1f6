from ..likeness import marks
from ..models import Idea, Wording


def keep_wording(idea: Idea) -> None:
    """Keep by which marks ideas that say much the same are found.  Called inside an act."""
    cycle = idea.step.cycle_id
    Wording.objects.update_or_create(
        idea=idea,
        defaults={
            "cycle_id": cycle,
            "community_id": idea.community_id,
            "category": idea.category,
            "title_marks": marks(cycle, idea.title),
            "marks": marks(cycle, idea.title, idea.text),
        },
    )

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, is_confirmed_resident, lives_in, works_for
from mulin.programmes.models import Step

from .models import Idea, SelfHelpTask
from .queries import CLERKS


def can_give_idea(person: Person | None, step: Step) -> bool:
    """Whether the person may give an idea; None is a visitor without an account."""
    return person is not None or not step.settings["needs_account"]


def shows_at_once(person: Person, community: AdminUnit) -> bool:
    """Whether the person's ideas need nobody to look at them before neighbours do."""
    return is_confirmed_resident(person, community) or works_for(person, community)


def can_enter_for_neighbour(person: Person, community: AdminUnit) -> bool:
    return has_role(person, community, CLERKS)


def can_support(person: Person, idea: Idea) -> bool:
    """Whether the person lives where the idea is about."""
    return idea.is_visible and lives_in(person, idea.community)


def can_review(person: Person, idea: Idea) -> bool:
    """Whether the person may show or hide an idea and see who wrote it."""
    return works_for(person, idea.community)


def can_screen(person: Person, idea: Idea) -> bool:
    """Whether the person may screen an idea: the office, but never one's own."""
    return works_for(person, idea.community) and idea.author_id != person.pk


def can_settle_self_help(person: Person, task: SelfHelpTask) -> bool:
    return task.helper_id == person.pk or works_for(person, task.idea.community)

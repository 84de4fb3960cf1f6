"""What a community has taken on, what was said of it and what was agreed."""

from .groups import WorkingGroup, WorkingGroupMember
from .heard import Obstacle, Opinion
from .settlements import Settlement, SettlementParty, SettlementTerm
from .topics import Topic, TopicAnswer

__all__ = [
    "Obstacle",
    "Opinion",
    "Settlement",
    "SettlementParty",
    "SettlementTerm",
    "Topic",
    "TopicAnswer",
    "WorkingGroup",
    "WorkingGroupMember",
]

"""What the people of the demo do in each kind of step."""

from .baselines import study_baseline
from .collecting import collect_ideas
from .consents import ask_households, start_works
from .contests import hold_contest, publish_result
from .evidence import show_evidence
from .plans import sign_plans
from .proposals import prepare_proposals
from .screening import screen_ideas

ACTS = {
    "ask_households": ask_households,
    "collect_ideas": collect_ideas,
    "hold_contest": hold_contest,
    "household_plans": sign_plans,
    "prepare_proposals": prepare_proposals,
    "publish_result": publish_result,
    "screen_ideas": screen_ideas,
    "show_evidence": show_evidence,
    "start_works": start_works,
    "study_baseline": study_baseline,
}
"""By kind of step: what is done in it before it closes."""

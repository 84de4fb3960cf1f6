"""All change goes through actions, and every action says who, in one transaction, on record."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.house import dotted, functions, modules, names_called

WITHOUT_ACTOR = {
    "commons.audit.actions.record": "writes the record itself",
    "commons.files.actions.detach_photos": "part of anonymising a person",
    "commons.files.actions.sweep_files": "the clock does it",
    "commons.notices.actions.forget_reader": "part of anonymising a person",
    "commons.notices.actions.follow": "somebody's own wish, no act of the house",
    "commons.notices.actions.keep_from_followers": "part of the act that hides the thing",
    "commons.notices.actions.shorten": "a short link belongs to nobody",
    "commons.notices.actions.unfollow": "somebody's own wish, no act of the house",
    "commons.notices.actions.follow_all": "follows from an act that is written down",
    "commons.notices.actions.unfollow_all": "follows from an act that is written down",
    "commons.organisations.actions.codes.remind_keepers": "the clock does it",
    "commons.organisations.actions.registers.write_down": "writes the record of the acts beside it",
    "commons.topics.actions.holding.held_obstacle": "holds the obstacle for the act on it",
    "commons.topics.actions.holding.write_down": "writes the record for the acts beside it",
    "commons.tasks.actions.feeds.forget_feed": "part of anonymising a person",
    "commons.tasks.actions.writing_down.write_down": "writes the record for the acts beside it",
    "commons.people.actions.accounts.arrive_for_the_first_time": "nobody is signed in yet",
    "commons.people.actions.codes.forget_expired_codes": "the clock does it",
    "commons.people.actions.codes.prove_phone": "nobody is signed in yet",
    "commons.people.actions.codes.send_code": "nobody is signed in yet",
    "commons.people.actions.messages.send_now_or_later": "part of the act that is told of",
    "commons.people.actions.messages.send_soon": "part of the act that is told of",
    "commons.people.actions.messages.take_back_message": "part of the act that undoes it",
    "commons.people.actions.messages.send_what_waits": "the clock does it",
    "commons.people.actions.consents.withdraw_all_consents": "part of anonymising a person",
    "commons.people.actions.second_factors.prove_second_factor": "nobody is signed in yet",
    "commons.people.actions.staff.accept_invitation": "nobody is signed in yet",
    "commons.places.actions.memberships.set_up_role": "the site's own commands, before anybody",
    "features.admissions.actions.registering.next_number": "part of the act that registers",
    "features.advice.actions.asking.held_open": "holds the request for the act that changes it",
    "features.advice.actions.asking.show_unanswered": "the clock does it",
    "features.advice.actions.asking.write_down": "writes the record for the acts beside it",
    "features.budgets.actions.preparing.held": "holds the vote for the act that changes it",
    "features.budgets.actions.preparing.note": "writes the record for the acts beside it",
    "features.budgets.actions.sealing.mix_ballots": "part of sealing the vote",
    "features.consents.actions.answering.add": "part of answering and of reading paper",
    "features.consents.actions.writing_down.write_down": "writes the record for the acts beside it",
    "features.consents.actions.planning.note_plan": "writes the record for the acts beside it",
    "features.budgets.actions.paper.put_paper_in": "part of sealing the vote",
    "features.cases.actions.confirming.close_silent_cases": "the clock does it",
    "features.cases.actions.kinds.kind_meant": "part of the act that writes a case",
    "features.cases.actions.kinds.ready_kinds": "part of the act that writes a case or a kind",
    "features.cases.actions.telling.tell_reporter": "part of the act that is told of",
    "features.cases.actions.writing_down.keep_photos": "part of the act the photos belong to",
    "features.cases.actions.writing_down.write_down": "writes the record for the acts beside it",
    "features.contests.actions.checks.held": "part of the act that casts or hands out a ballot",
    "features.contests.actions.writing_down.write_down": "writes the record for the acts beside it",
    "features.designs.actions.writing_down.write_down": "writes the record for the acts beside it",
    "features.ideas.actions.counting.count_wanted": "part of the act that changes who wants it",
    "features.ideas.actions.taking_up.fill_sheet": "part of the act that screens the idea",
    "features.ideas.actions.taking_up.take_up": "holds the idea for the act that screens it",
    "features.ideas.actions.wording.keep_wording": "part of the act that writes the idea",
    "features.ideas.actions.writing_down.write_down": "writes the record for the acts beside it",
    "features.naming.actions.holding.write_down": "writes the record for the acts beside it",
    "features.listening.actions.letters.plan_letters": "part of the act that plans its occasions",
    "features.listening.actions.writing_down.write_down": "writes the record for its acts",
    "features.meetings.actions.calling.lay_tables": "part of the act that plans its occasions",
    "features.meetings.actions.holding.at_table": "holds the meeting for the act that notes",
    "features.meetings.actions.holding.write_down": "writes the record for the acts beside it",
    "features.owners.actions.answers.add_ballot": "part of the act that enters it",
    "features.owners.actions.holding.write_down": "writes the record for the acts beside it",
    "features.surveys.actions.answering.add_response": "part of answering and of reading paper",
    "features.surveys.actions.holding.write_down": "writes the record for the acts beside it",
    "features.services.actions.clock.close_days": "the clock does it",
    "features.services.actions.clock.forget_old_names": "the clock does it",
    "features.services.actions.clock.forget_resident": "part of anonymising a person",
    "features.services.actions.reminding.remind": "the clock does it",
    "features.services.actions.writing_down.note_matter": "writes the record for its acts",
    "features.services.actions.writing_down.write_down": "writes the record for its acts",
    "features.proposals.actions.keeping.sheet_of": "part of the act that first writes on it",
    "features.proposals.actions.writing_down.write_down": "writes the record for its acts",
    "programmes.actions.conditions.condition_brought": "part of the act that brings it",
    "programmes.actions.holding.look_again": "part of the act that brings what a step lacks",
    "programmes.actions.holding.write_down": "writes the record for the acts beside it",
    "programmes.actions.proposals.draft_proposal": "part of the act that makes the proposal",
    "programmes.actions.proposals.settle_proposals": "part of the act that decides on proposals",
}
"""Public functions that change something and are no acts of somebody, each with its reason."""

PART_OF_CLOSING = {
    "features.budgets.actions.adopting.conclude_budget_publishing",
    "features.budgets.actions.funnel.conclude_collecting",
    "features.budgets.actions.sealing.seal_vote",
    "features.consents.actions.concluding.conclude_round",
    "features.consents.actions.concluding.conclude_start",
    "features.consents.actions.planning.conclude_plans",
    "features.contests.actions.concluding.conclude_contest",
    "features.contests.actions.publishing.conclude_publishing",
}
"""What a step kind does while `close_step` closes its step, in that transaction and record."""

QUIET = {
    "features.budgets.actions.casting.cast_secret_ballot": "a record would keep the second",
    "commons.notices.actions.mark_seen": "what somebody has read is nobody's business",
    "features.contests.actions.judging.draft_sheet": "a draft is its judge's own",
    "features.meetings.actions.calling.add_to_agenda": "bringing up and putting on are recorded",
}
"""Acts that leave no record, each with its reason."""

WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "update_or_create"}
CHANGES = WRITES | {"update", "get_or_create", "set_password", "record"}


def public() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in modules("actions"):
        for function in functions(path):
            if not function.name.startswith("_"):
                yield path, function


def name(path: Path, function: ast.FunctionDef) -> str:
    return f"{dotted(path)}.{function.name}"


def arguments(function: ast.FunctionDef) -> list[str]:
    given = function.args
    return [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def everything_reached(path: Path, start: ast.FunctionDef) -> list[ast.FunctionDef]:
    """Return a function and those it calls, directly or not, in the actions of its room."""
    room = path.parent.glob("*.py") if path.parent.name == "actions" else [path]
    near = {function.name: function for module in room for function in functions(module)}
    reached, waiting = [start], [start]
    while waiting:
        for called in names_called(waiting.pop()) & near.keys():
            if near[called] not in reached:
                reached.append(near[called])
                waiting.append(near[called])
    return reached


def all_names_called(path: Path, function: ast.FunctionDef) -> set[str]:
    return set().union(*map(names_called, everything_reached(path, function)))


def is_atomic(function: ast.FunctionDef) -> bool:
    withs = [node for node in ast.walk(function) if isinstance(node, ast.With)]
    said = [*function.decorator_list, *(item.context_expr for one in withs for item in one.items)]
    return any(ast.unparse(node).startswith("transaction.atomic") for node in said)


FUNCTIONS = [pytest.param(*found, id=name(*found)) for found in public()]
ACTS = [
    found
    for found in FUNCTIONS
    if "actor" in arguments(found.values[1]) and found.id not in WITHOUT_ACTOR
]


@pytest.mark.parametrize(("path", "function"), FUNCTIONS)
def test_whatever_changes_something_says_who_does_it(path, function):
    if all_names_called(path, function) & CHANGES and name(path, function) not in WITHOUT_ACTOR:
        assert "actor" in arguments(function)


@pytest.mark.parametrize(("path", "act"), ACTS)
def test_an_act_takes_keywords_and_its_actor_first(path, act):
    assert act.args.kwonlyargs[0].arg == "actor"
    assert not act.args.posonlyargs + act.args.args


@pytest.mark.parametrize(("path", "act"), ACTS)
def test_an_act_is_one_transaction(path, act):
    if name(path, act) not in PART_OF_CLOSING:
        assert any(map(is_atomic, everything_reached(path, act)))


@pytest.mark.parametrize(("path", "act"), ACTS)
def test_an_act_is_written_down(path, act):
    if name(path, act) not in PART_OF_CLOSING:
        is_recorded = "record" in all_names_called(path, act)
        assert is_recorded != (name(path, act) in QUIET)


@pytest.mark.parametrize(("path", "act"), ACTS)
def test_an_act_says_what_it_does(path, act):
    assert ast.get_docstring(act)


def test_no_exception_is_older_than_its_function():
    assert {*WITHOUT_ACTOR, *PART_OF_CLOSING, *QUIET} <= {name(*found) for found in public()}


@pytest.mark.parametrize("module", [*modules("views"), *modules("tasks")], ids=dotted)
def test_views_and_tasks_leave_tables_to_queries_and_actions(module):
    tree = ast.parse(module.read_text())
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert "objects" not in attributes, "ask a query"
    assert not attributes & WRITES, "call an action"


@pytest.mark.parametrize("module", modules(), ids=dotted)
def test_only_programs_on_the_sites_own_machine_give_roles_for_nobody(module):
    text = module.read_text()
    own = ("portal.demo.", "commons.places.actions")
    if not dotted(module).startswith(own) and ".management." not in dotted(module):
        assert "set_up_role" not in text

"""What the demo's neighbours say when somebody asks, and what is done about it."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.occasions.actions import extend_series, start_series
from mulin.commons.people.models import Person
from mulin.commons.places.actions import check_roll, confirm_roll, import_roll, upload_roll
from mulin.commons.tasks.actions import keep_promise
from mulin.commons.topics.models import Opinion
from mulin.features.listening import actions, queries
from mulin.features.listening.models import LetterRound
from mulin.web.sheets import sheet

from .clock import at
from .data import Story
from .rolls import COLUMNS
from .town import Town

KINDS = [kind.value for kind in Opinion.Kind]
DAYS_TO_ANSWER = 14
A_FLOOR = 6
_keys = count(1)


def listen(story: Story, town: Town) -> None:
    """Let letters go out and come back, and let people write down what they hear."""
    _send_letters(story, story.rows["letters"], town)
    _keep_logs(story.rows["grid_logs"], town)
    _go_out(story, story.rows["outreach"], town)
    for row in story.rows["talks"]:
        _talk(row, town)
    for row in story.rows["studies"]:
        _study(story, row, town)


def _send_letters(story: Story, told: dict[str, Any], town: Town) -> None:
    unit, actor = town.units[told["community"]], town.people[told["by"]]
    with at(story.moment(told["began_on"])):
        _bring_homes(told, town, actor)
        first = timezone.localdate() + timedelta(days=7)
        series = start_series(
            actor=actor,
            unit=unit,
            kind=LetterRound.KIND,
            name=told["name"],
            cadence=Cadence("month", every=6, day=first.day),
            starts_on=first,
        )
    extend_series(actor=None, series=series)
    rounds = queries.letters_run_by(actor).filter(occasion__series=series)
    for letter, row in zip(rounds.order_by("occasion__on"), told["rounds"], strict=False):
        if letter.occasion.on + timedelta(days=DAYS_TO_ANSWER + 30) < timezone.localdate():
            _hold_round(actor, letter, row)


def _bring_homes(told: dict[str, Any], town: Town, actor: Person) -> None:
    compound = town.compounds[told["compound"]]
    rows = [
        [compound.name, house, "", f"{1 + place // A_FLOOR}0{1 + place % A_FLOOR}", 38, 2]
        for house, homes in told["homes"].items()
        for place in range(homes)
    ]
    roll = upload_roll(
        actor=actor,
        community=compound.community,
        name=f"{compound.name}.xlsx",
        content=sheet(compound.name, COLUMNS, rows),
    )
    check_roll(actor=actor, roll=roll)
    confirm_roll(actor=actor, roll=roll, new_compounds=[], is_whole=False)
    import_roll(actor=actor, roll=roll)


def _hold_round(actor: Person, letter: LetterRound, row: dict[str, Any]) -> None:
    sent = _at_ten(letter)
    until = letter.occasion.on + timedelta(days=DAYS_TO_ANSWER)
    with at(sent - timedelta(days=5)):
        letter = actions.write_letter(
            actor=actor,
            letter=letter,
            words=row["words"],
            is_by_household=False,
            returns_until=until,
        )
        buildings = [
            house
            for house in queries.buildings_of(letter.community)
            if house.compound.name in house.full_name
        ]
        actions.print_letters(actor=actor, letter=letter, buildings=buildings)
    with at(sent):
        letter = actions.send_letter(actor=actor, letter=letter)
    for line in row["returned"]:
        _bring_back(actor, letter, line, sent)
    with at(sent + timedelta(days=DAYS_TO_ANSWER + 6)):
        for answer in row["answers"]:
            _answer(actor, letter, answer)
    with at(sent + timedelta(days=DAYS_TO_ANSWER + 9)):
        actions.publish_letter(actor=actor, letter=letter, summary=row["summary"])
    for answer in row["answers"]:
        _keep(actor, letter, answer, sent)


def _bring_back(actor: Person, letter: LetterRound, line: dict[str, Any], sent: datetime) -> None:
    said = {kind: line[kind] for kind in KINDS if line.get(kind)}
    slip = queries.slip_numbered(letter, line["number"])
    if slip is None:
        raise ValueError(f"no slip {line['number']} was printed")
    with at(sent + timedelta(days=1 + line["number"] % 9, minutes=line["number"])):
        if line.get("web"):
            actions.answer_letter(actor=None, slip=slip, said=said)
        else:
            actions.enter_return(actor=actor, letter=letter, slip=slip, said=said)


def _answer(actor: Person, letter: LetterRound, answer: dict[str, Any]) -> None:
    waiting = queries.opinions_unanswered(letter)
    promised = {}
    if promise := answer.get("promise"):
        due_on = timezone.localdate() + timedelta(days=answer["due_in"])
        promised = {"promise": promise, "due_on": due_on}
    actions.answer_opinions(
        actor=actor,
        letter=letter,
        title=answer["title"],
        reply=answer["reply"],
        text=answer["text"],
        opinions=[one for one in waiting if any(word in one.text for word in answer["having"])],
        **promised,
    )


def _keep(actor: Person, letter: LetterRound, answer: dict[str, Any], sent: datetime) -> None:
    if "kept" not in answer:
        return
    items = [item for items in queries.promises_of(letter).values() for item in items]
    item = next(item for item in items if item.what == answer["promise"])
    moment = sent + timedelta(days=DAYS_TO_ANSWER + answer["due_in"] - 8)
    with at(min(moment, timezone.now())):
        keep_promise(actor=actor, item=item, note=answer["kept"])


def _keep_logs(told: dict[str, Any], town: Town) -> None:
    unit = town.units[told["community"]]
    office = town.people["p-ye"]
    for row in told["logs"]:
        day = timezone.localtime() - timedelta(days=row["days_ago"])
        with at(day.replace(hour=row.get("hour", 9), minute=40)):
            log = actions.write_log(
                actor=town.people[row["by"]],
                community=unit,
                kind=row["kind"],
                text=row.get("text", ""),
                spot=row.get("spot", ""),
                key=_key(),
            )
            if heard_as := row.get("heard_as"):
                actions.hear_log(actor=office, log=log, kind=heard_as)


def _go_out(story: Story, told: dict[str, Any], town: Town) -> None:
    unit, actor = town.units[told["community"]], town.people[told["by"]]
    compound = town.compounds[told["compound"]]
    houses = [one for one in queries.buildings_of(unit) if one.compound_id == compound.pk]
    leaflets = told["leaflets"]
    with at(story.moment(leaflets["printed_on"])):
        batch = actions.print_leaflets(
            actor=actor,
            community=unit,
            title=leaflets["title"],
            printed=leaflets["printed"],
            printed_on=story.day(leaflets["printed_on"]),
        )
        teams = {
            row["name"]: actions.form_team(
                actor=actor, community=unit, buildings=houses[place::3], **row
            )
            for place, row in enumerate(told["teams"])
        }
    homes = {line.building.pk: line.whole for line in queries.coverage_of(unit)}
    for row in told["times"]:
        with at(story.moment(row["happened_on"], 20)):
            actions.note_outreach(
                actor=actor,
                community=unit,
                method=row["method"],
                happened_on=story.day(row["happened_on"]),
                about=row["about"],
                spot=row.get("spot", ""),
                team=teams.get(row.get("team", "")),
                batch=batch,
                leaflets=row["leaflets"],
                key=_key(),
                reached={
                    houses[place]: int(homes[houses[place].pk] * row["share"])
                    for place in row["of"]
                    if place < len(houses)
                },
            )


def _talk(row: dict[str, Any], town: Town) -> None:
    with at(timezone.now() - timedelta(days=row["days_ago"])):
        actions.note_interview(
            actor=town.people[row["by"]],
            community=town.units[row["community"]],
            talked_on=timezone.localdate(),
            spot=row.get("spot", ""),
            with_whom=row.get("with_whom", ""),
            notes=row["notes"],
            said={kind: row[kind] for kind in KINDS if row.get(kind)},
            key=_key(),
        )


def _study(story: Story, row: dict[str, Any], town: Town) -> None:
    with at(story.moment(row["written_on"])):
        actions.write_study(
            actor=town.people[row["by"]],
            community=town.units[row["community"]],
            numbers=row["numbers"],
            problems=row["problems"],
            resources=row["resources"],
            key_residents=row["key_residents"],
            diagnosis=row["diagnosis"],
            what_changed=row.get("what_changed", ""),
        )


def _at_ten(letter: LetterRound) -> datetime:
    on = letter.occasion.on
    return timezone.make_aware(datetime(on.year, on.month, on.day, 10))


def _key() -> str:
    return f"demo-{next(_keys)}"

"""A community that is listened to, for this room's tests."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from mulin.commons.occasions.actions import plan_occasion
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building, Compound, Dwelling, Entrance, Household
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.commons.topics.models import Opinion

from .. import actions, queries
from ..models import GridLog, Interview, LetterRound, LetterSlip

_keys = count(1)
SAID = {"need": ["三单元的灯不亮"], "constraint": ["别砍大榕树"]}
A_STUDY: dict[str, Any] = {
    "numbers": [["60岁以上", "812 人"]],
    "problems": "楼道暗，没有地方坐。",
    "resources": "大榕树下能坐二十个人。",
    "key_residents": "先找石奶奶",
    "diagnosis": {"money": "维修基金只剩两千元"},
}
A_WHOLE_STUDY: dict[str, Any] = A_STUDY | {
    "diagnosis": {
        "conflict": "一楼怕吵，顶楼怕漏",
        "money": "维修基金只剩两千元",
        "organisation": "两位楼长管六栋楼",
        "distance": "坡上的老人下不来",
    }
}


@dataclass
class Listening:
    """A town whose first community has buildings with homes, and an office."""

    town: Town
    office: Person
    buildings: list[Building]

    @property
    def community(self) -> Any:
        return self.town.community

    def homes(self, place: int = 0) -> list[Household]:
        return list(
            Household.objects.filter(dwelling__entrance__building=self.buildings[place]).order_by(
                "pk"
            )
        )

    def planned(self, *, days: int = 0, title: str = "写给邻居的一封信") -> LetterRound:
        occasion = plan_occasion(
            actor=self.office,
            unit=self.community,
            kind="letter",
            title=title,
            on=timezone.localdate() + timedelta(days=days),
        )
        return queries.letters_run_by(self.office).get(occasion=occasion)

    def written(self, *, is_by_household: bool = False, **how: Any) -> LetterRound:
        return actions.write_letter(
            actor=self.office,
            letter=self.planned(**how),
            words="写一句也行。",
            is_by_household=is_by_household,
            returns_until=timezone.localdate() + timedelta(days=14),
        )

    def printed(self, **how: Any) -> LetterRound:
        letter = self.written(**how)
        actions.print_letters(actor=self.office, letter=letter, buildings=self.buildings)
        return letter

    def sent(self, **how: Any) -> LetterRound:
        return actions.send_letter(actor=self.office, letter=self.printed(**how))

    def slip(self, letter: LetterRound, number: int = 1) -> LetterSlip:
        found = queries.slip_numbered(letter, number)
        assert found
        return found

    def entered(self, letter: LetterRound, number: int = 1, said: Any = None) -> Any:
        return actions.enter_return(
            actor=self.office,
            letter=letter,
            slip=self.slip(letter, number),
            said=SAID if said is None else said,
        )

    def time_up(self, letter: LetterRound) -> LetterRound:
        """Let the last day for answers pass."""
        yesterday = timezone.localdate() - timedelta(days=1)
        LetterRound.objects.filter(pk=letter.pk).update(returns_until=yesterday)
        return queries.letters_run_by(self.office).get(pk=letter.pk)

    def opinions(self, letter: LetterRound) -> list[Opinion]:
        return list(queries.opinions_of(letter))

    def answered(self, letter: LetterRound, **how: Any) -> Any:
        return actions.answer_opinions(
            actor=self.office,
            letter=letter,
            **{
                "title": "楼道灯",
                "reply": "adopted",
                "text": "这个月换成声控灯，大榕树不动。",
                "opinions": self.opinions(letter),
            }
            | how,
        )

    def ready(self) -> LetterRound:
        """Return a letter with everything answered, its time over."""
        letter = self.sent()
        self.entered(letter)
        self.answered(letter)
        return self.time_up(letter)

    def published(self) -> LetterRound:
        return actions.publish_letter(
            actor=self.office, letter=self.ready(), summary="收回 1 封，先换灯。"
        )

    def log(self, *, by: Person | None = None, **how: Any) -> GridLog:
        given = {"kind": "heard", "text": "石奶奶说垃圾桶满了", "key": a_key()} | how
        return actions.write_log(actor=by or self.office, community=self.community, **given)

    def talk(self, *, by: Person | None = None, **how: Any) -> Interview:
        given = {"talked_on": timezone.localdate(), "key": a_key(), "notes": "聊了一下午"} | how
        return actions.note_interview(actor=by or self.office, community=self.community, **given)

    def reach(self, *counts: int, **how: Any) -> Any:
        given: dict[str, Any] = {
            "method": "door",
            "happened_on": timezone.localdate(),
            "about": "改造要不要做",
            "key": a_key(),
            "reached": dict(zip(self.buildings, counts, strict=False)),
        }
        return actions.note_outreach(actor=self.office, community=self.community, **given | how)

    def batch(self, printed: int = 100) -> Any:
        return actions.print_leaflets(
            actor=self.office,
            community=self.community,
            title="改造一问一答",
            printed=printed,
            printed_on=timezone.localdate(),
        )

    def team(self, name: str = "宣传一组") -> Any:
        return actions.form_team(
            actor=self.office,
            community=self.community,
            name=name,
            size=5,
            buildings=self.buildings[:1],
        )

    def study(self, **how: Any) -> Any:
        return actions.write_study(actor=self.office, community=self.community, **A_STUDY | how)


def a_key() -> str:
    return f"listening-{next(_keys)}"


def make_listening(town: Town, *, buildings: int = 2, homes: int = 4) -> Listening:
    """Give the first community buildings with homes, and let its office listen."""
    office = town.people.get("social_worker") or town.join("周晓芸", Role.SOCIAL_WORKER)
    compound, _new = Compound.objects.get_or_create(community=town.community, name="糖厂小区")
    made = []
    for number in range(1, buildings + 1):
        building = Building.objects.create(compound=compound, name=f"{number}号楼")
        entrance = Entrance.objects.create(building=building, name="1单元")
        for door in range(1, homes + 1):
            dwelling = Dwelling.objects.create(entrance=entrance, room=f"{door}01")
            Household.objects.create(dwelling=dwelling, community=town.community)
        made.append(building)
    return Listening(town, office, made)

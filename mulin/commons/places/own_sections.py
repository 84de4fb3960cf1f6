"""What places holds about a person: where they live, which parts they play, who looked."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register
from mulin.errors import Refused

from .models import HouseholdCode, Membership
from .queries import memberships_now
from .roles import STAFF

SEEN = ("places.household_viewed", "places.members_exported")


def parts(person: Person) -> Rows:
    """Return every part the person ever played, the latest first."""
    for part in _all_parts(person):
        yield (
            part.unit.name,
            part.get_role_display(),
            part.place,
            part.from_on,
            part.last_on,
            _("是") if part.confirmed_at else _("没有"),
        )


def households(person: Person) -> Rows:
    """Return what the roll says of the households the person is confirmed to live in."""
    for part in _all_parts(person).exclude(confirmed_at=None).exclude(household=None):
        home = part.household
        if home is not None and part.holds_now:
            yield home.full_address, home.contact_name, home.contact_phone, home.size


def viewings(person: Person) -> Rows:
    """Return who looked at the roll of the person's home, the latest first."""
    for record in viewings_of_homes(person).iterator():
        who = record.by.name_for_staff if record.by else ""
        ways = {"page": _("看楼栋页"), "interview": _("看入户聊天的记录")}
        how = ways.get(record.details.get("how", ""), _("导出名单"))
        yield record.at, who, record.unit.name if record.unit else "", how


def viewings_of_homes(person: Person) -> QuerySet[Record]:
    """Return the records of somebody looking at a door, building or community of the person."""
    homes = Q(pk__in=[])
    for part in _all_parts(person).exclude(confirmed_at=None):
        homes |= Q(about_type="places.adminunit", about_id=part.unit_id)
        homes |= Q(about_type="places.building", about_id=part.building_id or 0)
        homes |= Q(about_type="places.household", about_id=part.household_id or 0)
    return (
        Record.objects.filter(homes, verb__in=SEEN)
        .exclude(by_id=person.pk)
        .select_related("by", "unit")
        .order_by("-id")
    )


def forget(person: Person) -> None:
    """End the person's parts; who does a community's work hands it over first."""
    if memberships_now().filter(person=person, role__in=STAFF).exists():
        raise Refused(_("您还有工作身份，请先交接给同事，再注销。"))
    today = timezone.localdate()
    memberships_now().filter(person=person).update(until_on=today, note="")
    HouseholdCode.objects.filter(person=person).update(person=None)


def _all_parts(person: Person) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(person=person)
        .select_related(
            "unit",
            "compound",
            "grid",
            "building__compound",
            "household__dwelling__entrance__building__compound",
        )
        .order_by("-id")
    )


def register_own() -> None:
    """Hand in what places holds."""
    place, home = gettext_lazy("地方"), gettext_lazy("门牌")
    register(
        Section(
            "memberships",
            gettext_lazy("我的身份和住处"),
            (
                place,
                gettext_lazy("身份"),
                gettext_lazy("哪儿"),
                gettext_lazy("从哪天"),
                gettext_lazy("到哪天"),
                gettext_lazy("核实"),
            ),
            parts,
            forget=forget,
            page="places:live_here",
            icon="house",
        )
    )
    register(
        Section(
            "household",
            gettext_lazy("户册上我家的登记"),
            (
                home,
                gettext_lazy("联系人"),
                gettext_lazy("联系电话"),
                gettext_lazy("人数"),
            ),
            households,
        )
    )
    register(
        Section(
            "household_viewings",
            gettext_lazy("谁看过我家的登记"),
            (gettext_lazy("时间"), gettext_lazy("谁"), place, gettext_lazy("怎么看的")),
            viewings,
        )
    )

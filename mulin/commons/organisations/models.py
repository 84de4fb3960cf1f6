from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Grid

TERM_ENDS_LATER = Q(until_on=None) | Q(until_on__gte=F("from_on"))


class Organisation(models.Model):
    """A registered body that works with neighbourhoods: a social organisation, a school, a firm."""

    class Kind(models.TextChoices):
        SOCIAL_WORK = "social_work", _("社会工作机构")
        SOCIAL = "social", _("其他社会组织")
        FOUNDATION = "foundation", _("基金会")
        PROGRAMME_OPERATOR = "programme_operator", _("社会动员中心")
        PROPERTY_COMPANY = "property_company", _("物业公司")
        DEVELOPER = "developer", _("开发商")
        ENTERPRISE = "enterprise", _("企业")
        SCHOOL = "school", _("学校")
        UNIVERSITY = "university", _("高校")
        DEPARTMENT = "department", _("政府部门")
        POLICE = "police", _("公安派出所")
        TRAFFIC_POLICE = "traffic_police", _("交警")
        ENFORCEMENT = "enforcement", _("综合执法")
        TRANSIT = "transit", _("公交")
        PARTNER_UNIT = "partner_unit", _("其他驻区单位")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    """Whose register it stands in; everybody below may name it."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind)
    credit_code = models.CharField(max_length=18, blank=True)
    note = models.CharField(max_length=200, blank=True)
    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(retired_on=None),
                name="one_organisation_of_a_name",
            ),
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=Q(retired_on=None) & ~Q(credit_code=""),
                name="one_organisation_of_a_credit_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationMember(models.Model):
    """A person who speaks or works for an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["organisation_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(until_on=None),
                name="a_person_joins_an_organisation_once",
            ),
            models.CheckConstraint(condition=TERM_ENDS_LATER, name="member_leaves_after_joining"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.person}"


class CoachEngagement(models.Model):
    """One organisation coaching some communities of a street for one year."""

    class Duty(models.TextChoices):
        PROPOSALS = "proposals", _("项目书优化")
        IMPLEMENTATION = "implementation", _("项目实施")
        FINANCE = "finance", _("财务管理")
        FINAL_REVIEW = "final_review", _("终末期评估材料准备")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="engagements")
    host = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    duties = ArrayField(models.CharField(max_length=16, choices=Duty))
    communities = models.ManyToManyField(AdminUnit, related_name="+")

    class Meta:
        ordering = ["-year", "organisation_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "host", "year"], name="one_engagement_a_year"
            ),
            models.CheckConstraint(condition=~Q(duties=[]), name="a_coach_has_a_duty"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"

    @property
    def duty_labels(self) -> list[str]:
        return [str(self.Duty(duty).label) for duty in self.duties]


class PartnerUnit(models.Model):
    """An organisation that stands in a community and takes part in its life (驻区单位)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    is_part_time_member = models.BooleanField(default=False)
    """Whether one of its people sits on the community's committee part time."""

    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["community_id", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "community"],
                condition=Q(until_on=None),
                name="a_partner_joins_a_community_once",
            ),
            models.CheckConstraint(condition=TERM_ENDS_LATER, name="partner_leaves_after_joining"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"


class Agreement(models.Model):
    """What a partner unit gives and what the community gives in return."""

    partner = models.ForeignKey(PartnerUnit, models.CASCADE, related_name="agreements")
    gives = models.CharField(max_length=200)
    receives = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField()
    times_agreed = models.PositiveSmallIntegerField(default=1)
    times_kept = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["partner_id", "-from_on"]
        constraints = [
            models.CheckConstraint(condition=TERM_ENDS_LATER, name="agreement_ends_later"),
            models.CheckConstraint(
                condition=Q(times_kept__lte=F("times_agreed")), name="kept_no_more_than_agreed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.gives}"


class ResidentGroup(models.Model):
    """A group that residents formed themselves: a team, a choir, a volunteers' group."""

    class Stage(models.TextChoices):
        INFORMAL = "informal", _("自发")
        QUASI = "quasi", _("街道备案")
        REGISTERED = "registered", _("正式登记")

    class Orientation(models.TextChoices):
        SELF_BENEFIT = "self_benefit", _("自娱自乐")
        MUTUAL = "mutual", _("互助")
        PUBLIC = "public", _("公益")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    activity = models.CharField(max_length=40, blank=True)
    """What it does, in its own words: 舞蹈、足球、巡护……"""

    legal_stage = models.CharField(max_length=12, choices=Stage, default=Stage.INFORMAL)
    orientation = models.CharField(
        max_length=12, choices=Orientation, default=Orientation.SELF_BENEFIT
    )
    filing_number = models.CharField(max_length=40, blank=True)
    founded_on = models.DateField(null=True)
    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["community_id", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(retired_on=None),
                name="one_group_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MemberCount(models.Model):
    """How many members a resident group had on one day."""

    group = models.ForeignKey(ResidentGroup, models.CASCADE, related_name="counts")
    on = models.DateField()
    members = models.PositiveIntegerField()

    class Meta:
        ordering = ["group_id", "on"]
        constraints = [models.UniqueConstraint(fields=["group", "on"], name="one_count_a_day")]

    def __str__(self) -> str:
        return f"{self.on}: {self.members}"


class Adviser(models.Model):
    """Someone with a trade who can be asked (三师三顾问)."""

    class Kind(models.TextChoices):
        POLITICAL_WORK = "political_work", _("社区政工师")
        PLANNER = "planner", _("社区规划师")
        HEALTH = "health", _("社区健康师")
        PARTY_BUILDING = "party_building", _("社区党建顾问")
        LEGAL = "legal", _("社区法治顾问")
        SOCIAL_GOVERNANCE = "social_governance", _("社会治理顾问")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=18, choices=Kind)
    specialities = models.CharField(max_length=100, blank=True)
    available = models.CharField(max_length=60, blank=True)
    """When she can be asked, in her own words."""

    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit_id", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "kind"],
                condition=Q(retired_on=None),
                name="an_adviser_is_named_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class Committee(models.Model):
    """A committee of a unit: the neighbourhood committee itself or a specialist one."""

    class Kind(models.TextChoices):
        NEIGHBOURHOOD = "neighbourhood", _("居民委员会")
        SPECIALIST = "specialist", _("专业委员会")
        PARTNERS = "partners", _("共建理事会")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.SPECIALIST)
    name = models.CharField(max_length=60)
    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit_id", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(retired_on=None),
                name="one_committee_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeMember(models.Model):
    """A person's seat on a committee."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """For which unit she sits there, as on a council of partner units."""

    occupation = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["committee_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "person"],
                condition=Q(until_on=None),
                name="one_seat_per_person",
            ),
            models.CheckConstraint(condition=TERM_ENDS_LATER, name="seat_is_left_after_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.committee}: {self.person}"


class ChatGroup(models.Model):
    """A chat group that neighbours use elsewhere; what is said in it is not known here."""

    class Scope(models.TextChoices):
        COMMUNITY = "community", _("全社区")
        BUILDING = "building", _("楼栋")
        GRID = "grid", _("网格")
        TOPIC = "topic", _("话题")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.COMMUNITY)
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, related_name="+")
    topic = models.CharField(max_length=40, blank=True)
    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    member_count = models.PositiveIntegerField(null=True)
    retired_on = models.DateField(null=True)
    code = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    """A picture of the QR code by which people come in."""

    code_until = models.DateField(null=True)
    """The last day on which the code lets people in: WeChat's live for seven days."""

    is_code_public = models.BooleanField(default=False)
    is_keeper_reminded = models.BooleanField(default=False)

    class Meta:
        ordering = ["community_id", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(retired_on=None),
                name="one_chat_group_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(code=None, code_until=None, is_code_public=False)
                | Q(code__isnull=False, code_until__isnull=False),
                name="a_code_says_until_when_it_works",
            ),
            models.CheckConstraint(
                condition=(
                    Q(scope="community", building=None, grid=None)
                    | Q(scope="building", building__isnull=False, grid=None)
                    | Q(scope="grid", grid__isnull=False, building=None)
                    | (Q(scope="topic", building=None, grid=None) & ~Q(topic=""))
                ),
                name="a_chat_group_names_what_it_is_about",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> str:
        """Whom the group is for: a building, a grid, a topic or everybody here."""
        return str(self.building or self.grid or self.topic or self.get_scope_display())

    @property
    def is_code_expired(self) -> bool:
        return self.code_until is not None and self.code_until < timezone.localdate()

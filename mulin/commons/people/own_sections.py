"""What people itself holds about a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import queries
from .models import Person
from .mydata import Rows, Section, register

HAPPENED = {
    "people.registered": gettext_lazy("开了账号"),
    "people.signed_in": gettext_lazy("登录了"),
    "people.names_corrected": gettext_lazy("改了姓名或称呼"),
    "people.phone_changed": gettext_lazy("换了手机号"),
    "people.consent_given": gettext_lazy("同意了一项用途"),
    "people.consent_withdrawn": gettext_lazy("收回了一项同意"),
    "people.data_exported": gettext_lazy("下载了自己的数据"),
    "people.invited": gettext_lazy("收到工作人员邀请"),
    "people.invitation_accepted": gettext_lazy("接受邀请，设了密码"),
    "people.password_changed": gettext_lazy("换了密码"),
    "people.authenticator_enrolled": gettext_lazy("设了动态码"),
    "people.recovery_code_used": gettext_lazy("用了一个恢复码"),
    "people.recovery_codes_renewed": gettext_lazy("换了一组恢复码"),
}
"""The acts on an account that its owner sees, in words."""


def account(person: Person) -> Rows:
    known = [
        (_("姓名"), person.full_name),
        (_("公开称呼"), person.public_name),
        (_("邻居看到的"), person.name_in_public),
        (_("手机号"), person.phone),
        (_("登录名"), person.login),
        (_("开账号"), person.joined_at),
        (_("上次登录"), person.last_login),
    ]
    return [(name, value) for name, value in known if value]


def consents(person: Person) -> Rows:
    for consent in queries.consents_of(person).iterator():
        yield consent.title, consent.text_version, consent.given_at, consent.withdrawn_at


def viewings(person: Person) -> Rows:
    for record in queries.viewings_of(person).iterator():
        who = record.by.name_in_public if record.by else ""
        yield record.at, who, record.unit.name if record.unit else ""


def history(person: Person) -> Rows:
    for record in queries.account_records_of(person).iterator():
        yield record.at, HAPPENED.get(record.verb, record.verb)


def register_own() -> None:
    """Hand in what people itself holds."""
    for key, title, headings, rows in OWN:
        register(Section(key, title, headings, rows))


OWN = (
    ("account", gettext_lazy("账号"), (gettext_lazy("项目"), gettext_lazy("内容")), account),
    (
        "consents",
        gettext_lazy("我的同意"),
        (
            gettext_lazy("用途"),
            gettext_lazy("说明的版本"),
            gettext_lazy("同意于"),
            gettext_lazy("收回于"),
        ),
        consents,
    ),
    (
        "viewings",
        gettext_lazy("谁看过我的数据"),
        (gettext_lazy("时间"), gettext_lazy("谁"), gettext_lazy("哪里的")),
        viewings,
    ),
    (
        "history",
        gettext_lazy("账号记录"),
        (gettext_lazy("时间"), gettext_lazy("做了什么")),
        history,
    ),
)

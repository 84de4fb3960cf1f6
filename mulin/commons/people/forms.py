import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.errors import NotAllowed, Refused

from .names import tidy
from .phones import mobile_number
from .purposes import ACCOUNT, SMS_NOTICES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")


class AskingForm(forms.Form):
    """A form that says itself why an action would not take what was typed."""

    @contextmanager
    def says_why(self, field: str | None = None) -> Iterator[None]:
        """Turn a refusal into an error of this form; what is not allowed stays not allowed."""
        try:
            yield
        except NotAllowed:
            raise
        except Refused as refusal:
            self.add_error(field, str(refusal))


class PhoneField(forms.CharField):
    """A mobile number, however it is written."""

    def __init__(self, **how: Any) -> None:
        widget = forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"})
        super().__init__(widget=widget, **how)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return mobile_number(text[:60])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class NameField(forms.CharField):
    """What somebody is called, without invisible signs."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class DigitsField(forms.CharField):
    """Six digits from a short message or an app."""

    def __init__(self, label: "StrOrPromise", **how: Any) -> None:
        widget = forms.TextInput(
            {"class": "digits", "inputmode": "numeric", "autocomplete": "one-time-code"}
        )
        super().__init__(label=label, widget=widget, max_length=20, **how)

    def clean(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().clean(value))
        digits = "".join(sign for sign in text if not sign.isspace() and sign != "-")
        if not re.fullmatch(r"[0-9]{6}", digits):
            raise forms.ValidationError(gettext("是 6 位数字，请再看看。"))
        return digits


class PasswordField(forms.CharField):
    """A password, as it is; hidden while typed."""

    def __init__(self, label: "StrOrPromise", *, is_new: bool = False, **how: Any) -> None:
        autocomplete = "new-password" if is_new else "current-password"
        widget = forms.PasswordInput({"autocomplete": autocomplete})
        super().__init__(label=label, widget=widget, strip=False, max_length=128, **how)


class NewPasswordForm(AskingForm):
    """A new password, typed twice."""

    password = PasswordField(
        _("新密码"), is_new=True, help_text=_("至少 10 位，不要全是数字。一句自己记得住的话最好。")
    )
    again = PasswordField(_("再输一遍"), is_new=True)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "password" in given and given.get("again") != given["password"]:
            self.add_error("again", gettext("两遍不一样，请再输一次。"))
        return given


class PhoneForm(AskingForm):
    phone = PhoneField(label=_("手机号"))


class CodeForm(AskingForm):
    digits = DigitsField(_("验证码"))


class WelcomeForm(AskingForm):
    full_name = NameField(
        label=_("怎么称呼您"),
        required=False,
        max_length=60,
        help_text=_("邻居只看到姓，例如“陈*”。以后也能填。"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    account = forms.BooleanField(
        label=ACCOUNT.title,
        help_text=ACCOUNT.text,
        error_messages={"required": _("要开账号，请先同意这一项。")},
    )
    sms_notices = forms.BooleanField(
        label=SMS_NOTICES.title, help_text=SMS_NOTICES.text, required=False
    )

    @property
    def purposes(self) -> list[str]:
        keys = (ACCOUNT.key, SMS_NOTICES.key)
        return [key for key in keys if self.cleaned_data.get(key)]


class LoginField(forms.CharField):
    """The name a member of staff signs in with; small letters, whatever was typed."""

    def __init__(self, **how: Any) -> None:
        widget = forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )
        super().__init__(label=_("登录名"), widget=widget, max_length=60, **how)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value) or "").lower()


class StaffForm(AskingForm):
    login = LoginField()
    password = PasswordField(_("密码"))


class SecondFactorForm(AskingForm):
    code = forms.CharField(
        label=_("动态码"),
        max_length=20,
        help_text=_("手机上动态码应用里的 6 位数字。手机不在身边，就填一个恢复码。"),
        widget=forms.TextInput({"class": "digits", "autocomplete": "one-time-code"}),
    )


class AuthenticatorForm(AskingForm):
    code = DigitsField(_("应用里现在的 6 位数字"))


class NewAuthenticatorForm(AuthenticatorForm):
    password = PasswordField(_("现在的密码"))
    field_order = ["password", "code"]


class InvitationForm(NewPasswordForm):
    login = LoginField(help_text=_("3 到 30 位小写字母、数字、点或横线，例如 chen.wei。"))
    field_order = ["login", "password", "again"]

    def clean_login(self) -> str:
        login = self.cleaned_data["login"]
        if not LOGIN.fullmatch(login):
            raise forms.ValidationError(gettext("登录名用 3 到 30 位小写字母、数字、点或横线。"))
        return login


class ChangePasswordForm(NewPasswordForm):
    old = PasswordField(_("现在的密码"))
    field_order = ["old", "password", "again"]


class PasswordForm(AskingForm):
    password = PasswordField(_("现在的密码"))


class NamesForm(AskingForm):
    full_name = NameField(
        label=_("姓名"),
        required=False,
        max_length=60,
        help_text=_("只有您所在社区的工作人员看得到。"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    public_name = NameField(
        label=_("公开称呼"),
        required=False,
        max_length=30,
        help_text=_("填了，邻居就看到这个称呼；不填，只看到姓加星号。"),
        widget=forms.TextInput({"autocomplete": "nickname"}),
    )


class LeaveForm(AskingForm):
    word = forms.CharField(max_length=20)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.asked_word = gettext("注销")
        self.fields["word"].label = gettext("请写下“%(word)s”两个字") % {"word": self.asked_word}

    def clean_word(self) -> str:
        word = self.cleaned_data["word"].strip()
        if word.casefold() != self.asked_word.casefold():
            raise forms.ValidationError(
                gettext("写“%(word)s”才会注销。") % {"word": self.asked_word}
            )
        return word

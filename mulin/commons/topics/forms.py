from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.organisations.models import Organisation
from mulin.commons.people.fields import LineField, LinesField
from mulin.commons.people.models import Person
from mulin.commons.places.models import Compound, Entrance

from .models import Opinion, Topic, TopicAnswer

Choice = tuple[Any, Any]


class TopicForm(forms.Form):
    """What a community takes on."""

    title = LineField(label=_("什么事"), max_length=60, help_text=_("例：二村非机动车库"))
    problem = LinesField(label=_("难在哪儿"), max_length=1000, widget=forms.Textarea({"rows": 4}))
    form = forms.ChoiceField(label=_("怎么商量"), widget=forms.RadioSelect, initial="plain")
    compound = forms.TypedChoiceField(
        label=_("哪个小区的事"), coerce=int, empty_value=None, required=False
    )

    entrance = forms.TypedChoiceField(
        label=_("哪个单元的电梯"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("加装电梯才选：装不装，一个单元一个单元地问"),
    )

    def __init__(
        self,
        *args: Any,
        compounds: Iterable[Compound],
        entrances: Iterable[Entrance],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        how: Any = self.fields["form"]
        explained = {
            Topic.Form.PLAIN: gettext("边商量边定，坎一道一道过"),
            Topic.Form.THREE_QUESTIONS: gettext("居民没说“改”之前，方案不公开"),
            Topic.Form.LIFT: gettext("先问装不装，再成立财务、联络、监督三个小组"),
        }
        how.choices = [
            (key, f"{Topic.Form(key).label}\n{words}") for key, words in explained.items()
        ]
        where: Any = self.fields["compound"]
        where.choices = [("", _("整个社区的")), *((one.pk, one.name) for one in compounds)]
        stairs: Any = self.fields["entrance"]
        lines = [(one.pk, f"{one.building.compound.name} {one.address}") for one in entrances]
        stairs.choices = [("", _("不是电梯的事")), *lines]


class QuestionForm(forms.Form):
    """What residents said to one of the three questions."""

    whether = forms.ChoiceField(
        label=_("居民怎么说"), choices=TopicAnswer.Whether.choices, widget=forms.RadioSelect
    )
    text = LinesField(
        label=_("定下来的是什么"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    decided_by = LineField(
        label=_("谁定的"), max_length=60, help_text=_("例：三号院居民会议，96 户到场")
    )
    decided_on = forms.DateField(label=_("哪天定的"), initial=timezone.localdate)
    because = LineField(label=_("为什么改"), max_length=200)

    def __init__(self, *args: Any, question: str, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question == TopicAnswer.Question.WHETHER:
            self.fields["text"].required = False
            self.fields["text"].label = _("还说了什么")
        else:
            del self.fields["whether"]
        if not is_change:
            del self.fields["because"]

    def clean_decided_on(self) -> date:
        return _not_later(self.cleaned_data["decided_on"])


class WordForm(forms.Form):
    """One line that a neighbour says about a topic."""

    kind = forms.ChoiceField(label=_("是哪一种"), widget=forms.RadioSelect, initial="need")
    text = LineField(label=_("想说什么"), max_length=200, help_text=_("一句话，说一件事"))
    place = LineField(label=_("说的是哪儿"), max_length=40, required=False)
    receipt = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        explained = {
            Opinion.Kind.NEED: gettext("缺什么、哪儿不方便"),
            Opinion.Kind.SUGGESTION: gettext("可以怎么做"),
            Opinion.Kind.CONSTRAINT: gettext("怎么改都不能动的；没答复之前，方案不能公开"),
        }
        field.choices = [
            (key, f"{Opinion.Kind(key).label}\n{said}") for key, said in explained.items()
        ]


class OpinionForm(WordForm):
    """One line that somebody said, written down by the office."""

    text = LineField(label=_("说了什么"), max_length=200, help_text=_("一句话，照原话写"))
    speaker_name = LineField(
        label=_("谁说的"), max_length=20, required=False, help_text=_("公开时只显示姓。")
    )
    said_on = forms.DateField(label=_("哪天说的"), initial=timezone.localdate)
    field_order = ("kind", "text", "speaker_name", "place", "said_on", "receipt")

    def clean_said_on(self) -> date:
        return _not_later(self.cleaned_data["said_on"])


class ReplyForm(forms.Form):
    """What becomes of what somebody said."""

    reply = forms.ChoiceField(
        label=_("采纳吗"), choices=Opinion.Reply.choices, widget=forms.RadioSelect
    )
    answer = LinesField(
        label=_("怎么答复"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("写给提意见的邻居看，会公开。底线要写清楚方案里怎么保证。"),
    )


class BecauseForm(forms.Form):
    """Why something is taken back."""

    because = LineField(label=_("为什么"), max_length=200)


class ObstacleForm(forms.Form):
    """One hurdle, whose it is, and who loses something by it."""

    what = LineField(label=_("是道什么坎"), max_length=100, help_text=_("例：看车的老郝改完去哪儿"))
    is_blocking = forms.BooleanField(label=_("不过去就不能开工"), required=False, initial=True)
    keeper = forms.ChoiceField(label=_("谁来办"), required=False)
    affected = LineField(
        label=_("谁会因此吃亏"),
        max_length=60,
        required=False,
        help_text=_("有人会吃亏，就要他本人点头才算解决。公开，别写全名。"),
    )
    due_on = forms.DateField(label=_("打算哪天前"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        organisations: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keeper"]
        field.choices = [
            ("", _("还没说好")),
            *((f"person-{one.pk}", one.name_for_staff) for one in people),
            *((f"organisation-{one.pk}", one.name) for one in organisations),
        ]


class SolutionForm(forms.Form):
    """What was agreed about a hurdle, and whether it is out of the way."""

    solution = LinesField(
        label=_("说好了怎么办"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
    is_solved = forms.BooleanField(label=_("已经办好了"), required=False)
    is_confirmed_by_affected = forms.BooleanField(required=False)

    def __init__(self, *args: Any, affected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if affected:
            field = self.fields["is_confirmed_by_affected"]
            field.label = gettext("%(who)s本人点头了") % {"who": affected}
        else:
            del self.fields["is_confirmed_by_affected"]


class GroupForm(forms.Form):
    """Whom the neighbours chose for one task."""

    members = LinesField(
        label=_("小组里有谁"),
        max_length=400,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("一行一位。公开时只显示姓。"),
    )
    formed_on = forms.DateField(label=_("哪天选的"), initial=timezone.localdate)
    because = LineField(label=_("为什么换人"), max_length=100)

    def __init__(self, *args: Any, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["formed_on" if is_change else "because"]

    def clean_members(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["members"].splitlines()]
        if long := next((name for name in names if len(name) > 20), ""):
            raise forms.ValidationError(gettext("“%(name)s”太长了。") % {"name": long})
        return [name for name in names if name]

    def clean_formed_on(self) -> date:
        return _not_later(self.cleaned_data["formed_on"])


class CloseForm(forms.Form):
    """What came of a topic."""

    state = forms.ChoiceField(
        label=_("怎么结束"),
        choices=[one for one in Topic.State.choices if one[0] != Topic.State.OPEN],
        widget=forms.RadioSelect,
    )
    outcome = LinesField(label=_("结果是什么"), max_length=1000, widget=forms.Textarea({"rows": 3}))


def _not_later(day: date) -> date:
    if day > timezone.localdate():
        raise forms.ValidationError(gettext("还没到这一天。"))
    return day

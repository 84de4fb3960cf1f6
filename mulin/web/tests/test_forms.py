"""Forms: labelled, forgiving, and nothing typed is lost."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from mulin.web.kit import KitForm


class Plan(forms.Form):
    name = forms.CharField(label="名字", max_length=10, help_text="例：林阿姨")
    about = forms.CharField(label="说明", max_length=20, widget=forms.Textarea, required=False)
    on = forms.DateField(label="哪天", required=False)
    at = forms.DateTimeField(label="几点", required=False)
    homes = forms.IntegerField(label="几户", required=False)
    cost = forms.DecimalField(label="多少钱", required=False, decimal_places=2)
    side = forms.ChoiceField(
        label="意见", choices=[("a", "同意\n写在下面"), ("b", "不同意")], widget=forms.RadioSelect
    )
    photo = forms.ImageField(label="照片", required=False)


def test_what_was_typed_is_still_there_when_something_is_wrong() -> None:
    html = str(
        Plan({"name": "十个字也放不下的一个名字", "about": "还在", "homes": "三户", "on": "x"})
    )
    for typed in ("十个字也放不下的一个名字", "还在", "三户"):
        assert typed in html


def test_an_error_is_tied_to_its_field_and_listed_at_the_top() -> None:
    html = str(Plan({"name": ""}))
    assert 'role="alert"' in html
    assert '<a href="#id_name">名字</a>' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html


def test_an_error_leads_to_the_first_of_several_boxes() -> None:
    html = str(Plan({"name": "林"}))
    assert '<a href="#id_side_0">意见</a>' in html
    assert 'id="id_side_0"' in html


def test_a_form_without_faults_has_no_alert() -> None:
    assert 'role="alert"' not in str(Plan())


def test_only_what_may_be_left_out_is_marked() -> None:
    assert str(Plan()).count("选填") == 6


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_days_are_asked_for_with_the_browsers_own_calendar(language) -> None:
    with translation.override(language):
        html = str(Plan(initial={"on": date(2026, 11, 3)}))
        assert 'type="date"' in html
        assert 'value="2026-11-03"' in html
        assert 'type="datetime-local"' in html
        assert Plan({"name": "林", "side": "a", "on": "2026-11-03"}).is_valid()


def test_phones_show_the_right_keys() -> None:
    html = str(Plan())
    assert 'inputmode="numeric"' in html
    assert 'inputmode="decimal"' in html


def test_a_choice_is_a_card_with_its_explanation_below() -> None:
    html = str(Plan())
    assert html.count('class="choice"') == 2
    assert "<span>同意<small>写在下面</small></span>" in html
    assert "<fieldset" in html
    assert "<legend" in html


def test_a_long_text_says_how_much_fits() -> None:
    assert "最多 20 个字" in str(Plan())


def test_taking_a_photo_comes_first() -> None:
    assert "拍照，或从相册选" in str(Plan())


def test_every_label_belongs_to_something() -> None:
    html = str(KitForm())
    for name in ("title", "phone", "text", "building", "on", "cost", "agree"):
        assert f'for="id_{name}"' in html
        assert f'id="id_{name}"' in html


def test_a_field_that_must_be_filled_is_asked_for_kindly() -> None:
    with translation.override("zh-hans"):
        assert "这里还没填" in str(Plan({"name": ""}))

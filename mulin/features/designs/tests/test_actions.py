from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person, make_town
from mulin.commons.topics.tests.matters import THREE_QUESTIONS, answer, make_topic, office_of, say
from mulin.commons.topics.tests.matters import say_yes as residents_say_yes
from mulin.errors import NotAllowed, Refused
from mulin.features.designs import actions, queries
from mulin.features.designs.models import DesignDisplay, DesignLeaning

from .shown import draw, make_display, publish, settle, shown_display, slip

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_drawings_wait_for_the_yes_and_for_an_answer_to_every_constraint(town):
    topic = make_topic(town, **THREE_QUESTIONS)
    constraint = say(town, topic, "不要占用停车位", "constraint")
    display = make_display(town, topic)
    version = draw(town, display)
    with pytest.raises(Refused, match=r"还没有记下居民说“改”.*“不要占用停车位”还没有答复"):
        actions.publish_version(actor=office_of(town), version=version)
    assert not queries.displays().exists()
    residents_say_yes(town, topic)
    answer(town, constraint)
    actions.publish_version(actor=office_of(town), version=version)
    assert queries.displays().get() == display


def test_a_constraint_named_later_holds_the_next_version_too(town):
    display = shown_display(town)
    say(town, display.topic, "晚上十点熄灯", "constraint")
    version = draw(town, display, what_changed="添了一盏灯")
    with pytest.raises(Refused, match="晚上十点熄灯"):
        actions.publish_version(actor=office_of(town), version=version)


def test_a_version_without_a_rendering_is_not_shown(town):
    display = make_display(town)
    version = actions.draw_version(actor=office_of(town), display=display)
    with pytest.raises(Refused, match="还没有方案"):
        actions.publish_version(actor=office_of(town), version=version)
    actions.add_option(actor=office_of(town), version=version, title="靠墙")
    with pytest.raises(Refused, match="还没有效果图"):
        actions.publish_version(actor=office_of(town), version=version)


def test_what_is_published_is_not_drawn_over(town):
    version = publish(town, make_display(town))
    with pytest.raises(Refused, match="再画一版"):
        actions.add_option(actor=office_of(town), version=version, title="靠墙")


def test_a_later_version_says_what_changed_and_which_comments_led_to_it(town):
    display = shown_display(town)
    adopted = settle(town, slip(town, display))
    declined = settle(town, slip(town, display, "全改成车位"), "not_adopted")
    with pytest.raises(Refused, match="改了什么"):
        actions.draw_version(actor=office_of(town), display=display)
    publish(town, display, what_changed="椅子挪到东边", comments=[adopted.pk, declined.pk])
    second = queries.current_version(display)
    assert [one.pk for one in queries.comments_built_in(display)[second.pk]] == [adopted.pk]
    assert not queries.adopted_and_not_drawn(display).exists()
    with pytest.raises(Refused, match="已经画进方案里"):
        settle(town, adopted, "not_adopted")


def test_the_adoption_rate_counts_all_that_neighbours_can_read(town):
    display = shown_display(town)
    for to in ("adopted", "partly", "not_adopted"):
        settle(town, slip(town, display, to), to)
    slip(town, display, "还没答复的")
    actions.comment_on_design(actor=None, display=display, text="还没人看过的")
    tally = queries.tally_of(display)
    assert (tally.taken_up, tally.total) == (2, 4)
    assert (tally.adopted, tally.partly, tally.not_adopted, tally.waiting) == (1, 1, 1, 1)


def test_a_visitors_comment_waits_for_a_look_and_a_neighbours_does_not(town):
    display = shown_display(town)
    visitor = actions.comment_on_design(actor=None, display=display, text="椅子太少")
    neighbour = actions.comment_on_design(
        actor=town.join("米素珍", Role.RESIDENT), display=display, text="椅子太多"
    )
    assert (visitor.awaits_review, neighbour.is_visible) == (True, True)
    with pytest.raises(Refused, match="先挂出来"):
        settle(town, visitor)
    assert settle(town, actions.show_comment(actor=office_of(town), comment=visitor)).is_adopted


def test_the_same_press_of_the_button_says_it_once(town):
    display = shown_display(town)
    first = actions.comment_on_design(actor=None, display=display, text="椅子太少")
    again = actions.comment_on_design(
        actor=None, display=display, text="椅子太少", receipt=first.receipt
    )
    assert again == first


def test_after_the_last_day_only_what_was_in_the_box_is_taken(town):
    display = shown_display(town)
    past = timezone.localdate() - timedelta(days=1)
    DesignDisplay.objects.filter(pk=display.pk).update(opens_on=past, closes_on=past)
    display.refresh_from_db()
    with pytest.raises(Refused, match="日子过了"):
        actions.comment_on_design(actor=None, display=display, text="来晚了")
    assert slip(town, display).is_visible


def test_a_display_is_never_cut_short(town):
    display = shown_display(town)
    with pytest.raises(Refused, match="只能往后延"):
        actions.extend_display(
            actor=office_of(town), display=display, closes_on=display.closes_on - timedelta(days=1)
        )


def test_each_confirmed_neighbour_likes_one_option_and_may_change_her_mind(town):
    first, second = shown_display(town).versions.get().options.all()
    mi = town.join("米素珍", Role.RESIDENT)
    actions.lean_towards(actor=mi, option=first)
    actions.lean_towards(actor=mi, option=second)
    assert DesignLeaning.objects.get().option == second
    for somebody in (
        make_person("路人"),
        town.join("没核对的", Role.RESIDENT, confirmed=False),
        town.join("远处的", Role.RESIDENT, town.far_community),
    ):
        with pytest.raises(NotAllowed):
            actions.lean_towards(actor=somebody, option=first)


def test_a_neighbour_leans_only_towards_what_is_shown_now(town):
    display = shown_display(town)
    old = display.versions.get().options.first()
    publish(town, display, what_changed="椅子挪到东边")
    with pytest.raises(Refused, match="现在的一版"):
        actions.lean_towards(actor=town.join("米素珍", Role.RESIDENT), option=old)

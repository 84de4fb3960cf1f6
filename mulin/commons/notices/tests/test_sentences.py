import pytest

from mulin.commons.audit.models import Record

from ..sentences import Sentence, register, said, sentence_for
from .saying import garden_sentences


@pytest.mark.parametrize(
    "wrong",
    [
        Sentence("Garden.Planted", timeline="x"),
        Sentence("planted", timeline="x"),
        Sentence("garden.was planted", timeline="x"),
        Sentence("garden.mown"),
        Sentence("garden.mown", timeline="x", tone="pink"),
        Sentence("garden.planted", timeline="again"),
    ],
)
def test_a_wrong_sentence_stops_the_start(wrong):
    with garden_sentences(), pytest.raises(ValueError, match=wrong.verb):
        register(wrong)


def test_an_icon_that_is_not_there_stops_the_start():
    with garden_sentences(), pytest.raises(Exception, match="no-such-icon"):
        register(Sentence("garden.mown", timeline="x", icon="no-such-icon"))
    assert sentence_for("garden.mown") is None


def test_a_sentence_is_filled_from_the_record_and_never_breaks_a_page():
    record = Record(verb="garden.planted", details={"plant": "桂花"})
    assert said("种下了%(plant)s", record) == "种下了桂花"
    assert said("种在%(bed)s", record) == "种在—"
    assert said(lambda record: record.details["plant"] * 2, record) == "桂花桂花"

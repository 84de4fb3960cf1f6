import pytest
from django.db import ProgrammingError, connection, transaction

from mulin.site.checks import statements_stay_out_of_the_log
from mulin.site.embedded.cluster import SILENCE

pytestmark = pytest.mark.django_db


def say(setting, value):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
    except ProgrammingError:
        pytest.skip("only a superuser of the database may change what it logs")


@pytest.fixture
def silent():
    for setting, value in SILENCE.items():
        say(setting, value)


def test_a_database_that_keeps_no_statements_is_fine(silent):
    assert statements_stay_out_of_the_log(None, databases=["default"]) == []


def test_a_log_that_would_keep_a_failed_ballot_is_named(silent):
    say("log_min_error_statement", "error")
    [fault] = statements_stay_out_of_the_log(None, databases=["default"])
    assert "log_min_error_statement is error" in fault.msg


def test_nothing_is_asked_where_no_database_was_named():
    assert statements_stay_out_of_the_log(None, databases=None) == []

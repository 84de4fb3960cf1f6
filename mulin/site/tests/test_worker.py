import pytest
from django.db import connection
from procrastinate.contrib.django import app

from mulin.site.tasks import forget_finished_jobs, take_up_lost_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def status(job_id):
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where id = %s", [job_id])
        row = cursor.fetchone()
    return row and row[0]


def change(sentence, *values):
    with connection.cursor() as cursor:
        cursor.execute(sentence, values)


def work():
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)


@pytest.fixture
def lost_job():
    job_id = forget_finished_jobs.defer(timestamp=0)
    change("update procrastinate_jobs set status = 'doing' where id = %s", job_id)
    return job_id


def test_a_job_whose_worker_was_killed_is_done_again(lost_job):
    take_up_lost_jobs.defer(timestamp=0)
    work()
    assert status(lost_job) == "succeeded"


def test_a_lost_job_that_is_in_line_again_does_not_keep_the_others_from_being_taken_up(lost_job):
    waiting_job = app.configure_task(
        "site.forget_finished_jobs", queueing_lock="only one in line"
    ).defer(timestamp=0)
    change("update procrastinate_jobs set status = 'doing' where id = %s", waiting_job)
    app.configure_task("site.forget_finished_jobs", queueing_lock="only one in line").defer(
        timestamp=0
    )
    take_up_lost_jobs.defer(timestamp=0)
    work()
    assert status(lost_job) == "succeeded"


def test_jobs_done_long_ago_are_forgotten():
    old_job = take_up_lost_jobs.defer(timestamp=0)
    work()
    change("update procrastinate_events set at = at - interval '20 days'")
    new_job = forget_finished_jobs.defer(timestamp=0)
    work()
    assert status(old_job) is None
    assert status(new_job) == "succeeded"

"""Jobs that keep the other jobs in order."""

from contextlib import suppress

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation

DAYS_KEPT = 14


@app.periodic(cron="* * * * *")
@app.task(name="site.take_up_lost_jobs", pass_context=True)
async def take_up_lost_jobs(context: JobContext, timestamp: int) -> None:
    """Put back in line what a worker was doing when it was killed: so a job may run twice."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        # The same job may be in line again already; then this one waits for the next minute.
        with suppress(UniqueViolation):
            await jobs.retry_job(job)


@app.periodic(cron="41 19 * * *")  # 03:41 in China: procrastinate counts in UTC
@app.task(name="site.forget_finished_jobs", pass_context=True)
async def forget_finished_jobs(context: JobContext, timestamp: int) -> None:
    """Delete what was done well long ago."""
    await builtin_tasks.remove_old_jobs(context, max_hours=24 * DAYS_KEPT)

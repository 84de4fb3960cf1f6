from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="people.forget_expired_codes")
def forget_expired_codes(timestamp: int) -> None:
    """Delete what was needed only for a while."""
    actions.forget_expired_codes()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="people.send_what_waits")
def send_what_waits(timestamp: int) -> None:
    """Offer again the short messages that a gateway did not take."""
    actions.send_what_waits()

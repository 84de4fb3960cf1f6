from django.db import models


class WorkdayOverride(models.Model):
    """A day that is off although it is in the week, or worked although it is a weekend."""

    date = models.DateField(unique=True)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=20, blank=True)
    """The holiday it belongs to, such as 春节."""

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"

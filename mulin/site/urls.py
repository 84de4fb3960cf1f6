"""Every room's front door."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("mulin.portal.urls")),
    path("", include("mulin.web.urls")),
    path("", include("mulin.commons.people.urls")),
    path("", include("mulin.commons.notices.urls")),
    path("", include("mulin.commons.files.urls")),
    path("places/", include("mulin.commons.places.urls")),
    path("h/", include("mulin.commons.places.letter_urls")),
    path("electorates/", include("mulin.commons.electorates.urls")),
    path("organisations/", include("mulin.commons.organisations.urls")),
    path("calendar/", include("mulin.commons.calendar.urls")),
    path("", include("mulin.programmes.urls")),
    path("tasks/", include("mulin.commons.tasks.urls")),
    path("topics/", include("mulin.commons.topics.urls")),
    path("occasions/", include("mulin.commons.occasions.urls")),
    path("siteplans/", include("mulin.commons.siteplans.urls")),
    path("", include("mulin.features.ideas.urls")),
    path("", include("mulin.features.proposals.urls")),
    path("", include("mulin.features.consents.urls")),
    path("", include("mulin.features.contests.urls")),
    path("", include("mulin.features.evidence.urls")),
    path("", include("mulin.features.budgets.urls")),
    path("", include("mulin.features.owners.urls")),
    path("", include("mulin.features.admissions.urls")),
    path("", include("mulin.features.advice.urls")),
    path("", include("mulin.features.cases.urls")),
    path("", include("mulin.features.designs.urls")),
    path("", include("mulin.features.listening.urls")),
    path("", include("mulin.features.meetings.urls")),
    path("", include("mulin.features.naming.urls")),
    path("", include("mulin.features.services.urls")),
    path("", include("mulin.features.surveys.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("mulin.portal.demo_urls")))

handler400 = "mulin.web.failures.bad_request"

from django.http import HttpRequest

from .models import Person


class Visit(HttpRequest):
    """
    A request by somebody.  Views take it, so that the type checker knows who `user` is.

    A visitor who is not signed in answers the same questions: nothing is held, nothing allowed.
    """

    user: Person

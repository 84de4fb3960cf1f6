"""A page asks the database a few questions, however much there is to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.web.tests.doors import RESIDENT, STRANGER
from tests.town import address_of, first_reader, listed_doors, people_a_town

FOR_NEIGHBOURS, FOR_STAFF = 12, 20
FOR_ALL_ROOMS = {"people:my_data"}
"""Pages that ask every room something: they may ask as much as a staff page."""

PAGES = [door for door in listed_doors() if door.method == "get"]


@pytest.mark.django_db
@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.name)
def test_a_page_asks_few_questions(door):
    town = people_a_town()
    address = address_of(door, town)
    for visitor in first_reader(door, address, town):
        client = Client()
        if person := town.people.get(visitor):
            client.force_login(person)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        questions = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
        is_for_staff = visitor not in (RESIDENT, STRANGER) or door.name in FOR_ALL_ROOMS
        most = FOR_STAFF if is_for_staff else FOR_NEIGHBOURS
        assert len(questions) <= most, "\n".join([f"{address} for {visitor}", *questions])

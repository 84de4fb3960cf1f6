"""A page asks the database a few questions, however much there is to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.web.tests.doors import RESIDENT, STRANGER
from tests.town import address_of, first_reader, listed_doors, people_a_town

FOR_NEIGHBOURS, FOR_STAFF, ASKED_OF_ALL_ROOMS = 12, 20, 50
FOR_ALL_ROOMS = {"people:my_data", "tasks:mine", "topics:topic"}
"""Pages that ask every room something: one question for each thing a room holds of a person."""

MORE = {"portal:community": 14}
"""Pages that draw together what many rooms know of a place, and how much they may ask."""

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
        most = FOR_NEIGHBOURS if visitor in (RESIDENT, STRANGER) else FOR_STAFF
        most = ASKED_OF_ALL_ROOMS if door.name in FOR_ALL_ROOMS else most
        most = MORE.get(door.name, most)
        assert len(questions) <= most, "\n".join([f"{address} for {visitor}", *questions])

import pytest

from ..models import Person
from ..names import author_for_staff, author_in_public, masked, masked_phone, tidy


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王明", "王*"),
        ("米素珍", "米*"),
        ("欧阳敏", "欧阳*"),
        ("欧阳", "欧*"),
        ("司马相如", "司马*"),
        ("阿依古丽·买买提", "阿*"),
        ("𠮷野", "𠮷*"),
        ("Anna Smith", "A*"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_name_shows_its_surname_only(name, shown):
    assert masked(name) == shown


def test_a_phone_hides_its_middle():
    assert masked_phone("13812345678") == "138****5678"
    assert masked_phone("12345") == "****"


def test_a_name_loses_what_cannot_be_seen():
    assert tidy("  石\u200b小满\u202e ") == "石小满"
    assert tidy("Anna \t  Smith\x00") == "Anna Smith"


@pytest.mark.parametrize(
    ("account", "written", "is_anonymous", "in_public", "for_staff"),
    [
        (Person(full_name="田桂芳"), "", False, "田*", "田桂芳"),
        (Person(full_name="田桂芳"), "", True, "没署名的邻居", "田桂芳"),
        (None, "田桂芳", False, "田*", "田桂芳"),
        (None, "田桂芳", True, "没署名的邻居", "田桂芳"),
        (None, "", False, "一位邻居", "没留名字"),
    ],
)
def test_an_author_has_an_account_or_a_written_name_or_none(
    account, written, is_anonymous, in_public, for_staff
):
    assert author_in_public(account, written, is_anonymous=is_anonymous) == in_public
    assert author_for_staff(account, written) == for_staff

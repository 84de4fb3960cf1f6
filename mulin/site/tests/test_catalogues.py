"""The words of the pages, found and kept without GNU gettext."""

import gettext
from pathlib import Path

import polib
import pytest

from mulin.site.catalogues import books, faults, found
from mulin.site.catalogues.found import Room
from mulin.site.catalogues.message import Message


@pytest.fixture
def room(tmp_path: Path) -> Room:
    folder = tmp_path / "mulin" / "gardens"
    (folder / "templates" / "gardens").mkdir(parents=True)
    (folder / "blueprints").mkdir()
    return Room("gardens", folder, tmp_path / "mulin")


def said_in_python(room: Room, text: str) -> list[Message]:
    (room.folder / "views.py").write_text(text)
    return room.messages()


def said_in_a_template(room: Room, text: str) -> list[Message]:
    (room.folder / "templates" / "gardens" / "board.html").write_text(text)
    return room.messages()


def translate(room: Room, **english: str) -> polib.POFile:
    book = books.up_to_date([], room.messages(), {})
    for entry in book:
        entry.msgstr = english.get(entry.msgid, "")
    return book


def faults_of(chinese: str, english: str, comment: str = "") -> list[str]:
    entry = polib.POEntry(msgid=chinese, msgstr=english, tcomment=comment)
    book = polib.POFile()
    book.append(entry)
    return list(faults.of_book(book, [Message(chinese)]))


def test_python_is_read_whatever_gettext_is_called_there(room):
    messages = said_in_python(
        room,
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "from django.utils import translation\n"
        "a = _('花' '园')\n"
        "b = ngettext('%(n)s 棵树', '%(n)s 棵树', 2)\n"
        "c = pgettext('water', '浇')\n"
        "d = translation.gettext('篱笆')\n"
        "e = print('不是')\n"
        "f = _(c)\n",
    )
    assert [(m.text, m.plural, m.context) for m in messages] == [
        ("花园", "", None),
        ("%(n)s 棵树", "%(n)s 棵树", None),
        ("浇", "", "water"),
        ("篱笆", "", None),
    ]


def test_a_function_of_the_same_name_from_elsewhere_is_not_gettext(room):
    assert said_in_python(room, "from somewhere import gettext\ngettext('花')\n") == []


def test_templates_are_read_as_django_reads_them(room):
    messages = said_in_a_template(
        room,
        '{% translate "花园" %}{% translate "浇" context "water" %}\n'
        '{% if x == _("开") %}{{ y|default:_("关") }}{% endif %}\n'
        '{% include "a.html" with title=_("标题") %}{% firstof z _("都没有") %}\n'
        "{% blocktranslate trimmed count n=trees|length %}\n  有 {{ n }} 棵树\n"
        "{% plural %}\n  有 {{ n }} 棵树\n{% endblocktranslate %}\n"
        "{% blocktranslate with p=share %}长了 100% 又 {{ p }}{% endblocktranslate %}",
    )
    assert [(m.text, m.plural, m.context) for m in messages] == [
        ("花园", "", None),
        ("浇", "", "water"),
        ("开", "", None),
        ("关", "", None),
        ("标题", "", None),
        ("都没有", "", None),
        ("有 %(n)s 棵树", "有 %(n)s 棵树", None),
        ("长了 100%% 又 %(p)s", "", None),
    ]


def test_a_template_that_does_not_compile_is_named(room):
    with pytest.raises(Exception, match=r"board\.html.*endif"):
        said_in_a_template(room, "{% if x %}")


def test_blueprints_give_what_is_written_in_chinese(room):
    (room.folder / "blueprints" / "a.yaml").write_text(
        "title: 种花\nkind: co_creation\nsteps:\n- {kind: ideas, name: 出主意, days: 3}\n"
    )
    assert [m.text for m in room.messages()] == ["种花", "出主意"]


def test_other_yaml_and_text_say_nothing_to_people(room):
    (room.folder / "demo.yaml").write_text("name: 花")
    (room.folder / "notes.txt").write_text('{% translate "花" %}')
    assert room.messages() == []


def test_tests_and_migrations_say_nothing_to_people(room):
    for name in ("tests", "migrations"):
        (room.folder / name).mkdir()
        (room.folder / name / "a.py").write_text(
            "from django.utils.translation import gettext as _\n_('花')\n"
        )
    assert room.messages() == []


def test_every_message_of_the_house_belongs_to_one_room():
    owners = [path for room in found.rooms().values() for path in room.files()]
    assert len(owners) == len(set(owners))
    assert "errors.py" in {path.name for path in found.rooms()["site"].files()}


def test_translations_stay_when_the_book_is_brought_up_to_date(room):
    said_in_a_template(room, '{% translate "花" %}{% translate "树" %}')
    old = translate(room, 花="Flower", 树="Tree")
    said_in_a_template(room, '{% translate "草" %}{% translate "花" %}')
    new = books.up_to_date(old, room.messages(), {})
    assert [(entry.msgid, entry.msgstr) for entry in new] == [("草", ""), ("花", "Flower")]


def test_words_another_room_has_translated_are_taken_over(room):
    said_in_a_template(room, '{% translate "花" %}')
    elsewhere = {(None, "花"): polib.POEntry(msgid="花", msgstr="Flower")}
    assert books.up_to_date([], room.messages(), elsewhere)[0].msgstr == "Flower"


def test_the_book_names_files_without_lines_and_is_written_only_when_it_changed(room):
    said_in_a_template(room, '{% translate "花" %}')
    assert books.write(room.book, translate(room, 花="Flower"))
    assert not books.write(room.book, translate(room, 花="Flower"))
    assert "#: mulin/gardens/templates/gardens/board.html\n" in room.book.read_text()


def test_english_has_two_forms_where_chinese_repeats_one(room):
    said_in_a_template(
        room,
        "{% blocktranslate count n=n %}{{ n }} 棵树{% plural %}{{ n }} 棵树{% endblocktranslate %}",
    )
    book = translate(room)
    book[0].msgstr_plural = {0: "One tree", 1: "%(n)s trees"}
    books.write(room.book, book)
    assert books.compile_stale(room.folder) == [room.book]
    with room.book.with_suffix(".mo").open("rb") as made:
        spoken = gettext.GNUTranslations(made)
    assert spoken.ngettext("%(n)s 棵树", "%(n)s 棵树", 1) == "One tree"
    assert spoken.ngettext("%(n)s 棵树", "%(n)s 棵树", 2) == "%(n)s trees"
    assert list(faults.of_book(books.read(room.book), room.messages())) == []


def test_only_stale_books_are_compiled(room):
    said_in_a_template(room, '{% translate "花" %}')
    books.write(room.book, translate(room, 花="Flower"))
    assert books.compile_stale(room.folder) == [room.book]
    assert books.compile_stale(room.folder) == []


@pytest.mark.parametrize(
    ("chinese", "english", "fault"),
    [
        ("花", "", "untranslated"),
        ("花", "花 flower", "Chinese in English"),
        ("花", "Flower。", "Chinese in English"),
        ("%(name)s的花", "The flower", "placeholders differ"),
        ("{name}的花", "Flower of {nome}", "placeholders differ"),
        ("100%%的花", "100% flower", "per cent"),
    ],
)
def test_a_bad_translation_is_refused(chinese, english, fault):
    assert fault in " ".join(faults_of(chinese, english))


@pytest.mark.parametrize(
    ("chinese", "english", "comment"),
    [
        ("%(name)s的花", "Flower of %(name)s", ""),
        ("花占 50%", "50% flowers", ""),
        ("社区", "The 社区 (community)", "keeps Chinese: the word is being explained"),
    ],
)
def test_a_good_translation_passes(chinese, english, comment):
    assert faults_of(chinese, english, comment) == []


def test_missing_obsolete_and_fuzzy_entries_are_refused(room):
    said_in_a_template(room, '{% translate "花" %}{% translate "树" %}')
    book = translate(room, 花="Flower", 树="Tree")
    book[0].flags.append("fuzzy")
    said_in_a_template(room, '{% translate "花" %}{% translate "草" %}')
    found = " ".join(faults.of_book(book, room.messages()))
    assert all(word in found for word in ("fuzzy: '花'", "obsolete: '树'", "missing: '草'"))


def test_two_rooms_may_not_translate_one_message_differently():
    one, other = polib.POFile(), polib.POFile()
    one.append(polib.POEntry(msgid="花", msgstr="Flower"))
    other.append(polib.POEntry(msgid="花", msgstr="Blossom"))
    assert list(faults.between_rooms({"a": one, "b": one})) == []
    assert "a: 'Flower', b: 'Blossom'" in next(faults.between_rooms({"a": one, "b": other}))

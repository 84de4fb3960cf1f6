"""Every rule of templates and texts stops what it should, and nothing else."""

import pytest

from mulin.site.lint import faults
from mulin.site.lint.rules import OF_TEMPLATES, OF_TEXTS

RULES = OF_TEMPLATES + OF_TEXTS


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in RULES for line in rule.good])
def test_a_good_line_passes(rule, line):
    assert [match[0] for match in rule.find(line)] == []


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in RULES for line in rule.bad])
def test_a_bad_line_is_stopped(rule, line):
    assert list(rule.find(line))


def test_a_fault_names_file_line_and_what_to_do(tmp_path):
    page = tmp_path / "templates" / "ideas" / "board.html"
    page.parent.mkdir(parents=True)
    page.write_text("{# 花\n#}<p>\n<b>花</b>")
    [fault] = faults.of_template(page)
    assert fault.startswith(f"{page}:3: '花': translate")


def test_a_template_that_does_not_compile_is_a_fault(tmp_path):
    page = tmp_path / "board.html"
    page.write_text("{% if x %}")
    assert "board.html" in next(faults.of_template(page))


@pytest.mark.parametrize(
    ("name", "text"), [("web/_logo.html", "<svg></svg>"), ("web/kit/_lists.html", "<p>花</p>")]
)
def test_a_rule_spares_the_folder_it_names(tmp_path, name, text):
    for room, number in (("templates", 0), ("templates/other", 1)):
        page = tmp_path / room / name
        page.parent.mkdir(parents=True)
        page.write_text(text)
        assert len(list(faults.of_template(page))) == number

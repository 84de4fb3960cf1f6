"""
The rules of templates and texts.

Each rule carries a line it lets pass and a line it stops; `tests/test_lint.py` tries both.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mulin.site.catalogues.chinese import IDEOGRAPH, SIGN

from .masks import code_only, without_comments

Find = Callable[[str], Iterator[re.Match[str]]]


@dataclass(frozen=True)
class Rule:
    """Something a text must not contain, and what to do instead."""

    instead: str
    find: Find
    good: tuple[str, ...]
    bad: tuple[str, ...]
    not_in: str = ""
    """The folder of templates that may."""


def pattern(expression: str, *, cleaned: Callable[[str], str] = without_comments) -> Find:
    """Return a finder of a regular expression in a cleaned text."""
    compiled = re.compile(expression, re.IGNORECASE | re.DOTALL)
    return lambda text: compiled.finditer(cleaned(text))


def whole(text: str) -> str:
    return text


def without_placeholders(text: str) -> str:
    return re.sub(r"%\(\w+\)[a-z]|\{\w*\}", lambda match: "x" * len(match[0]), text)


OF_TEMPLATES = [
    Rule(
        "put scripts in a file of static/ (the policy of the pages stops inline ones)",
        pattern(r"<script(?![^>]*\ssrc=)[^>]*>"),
        good=("<script src=\"{% static 'web/mulin.js' %}\" defer></script>",),
        bad=("<script>go()</script>", '<script type="module">'),
    ),
    Rule(
        "put CSS in a file of static/ (the policy of the pages stops <style>)",
        pattern(r"<style\b"),
        good=('<link rel="stylesheet" href="x.css">',),
        bad=("<style>p{}</style>",),
    ),
    Rule(
        "listen in mulin.js; handlers inside HTML are stopped by the policy of the pages",
        pattern(r"<[a-z][^>]*\s(?:on\w+\s*=|href=[\"']javascript:)"),
        good=('<a data-once="yes" href="/on/">one = two</a>',),
        bad=('<a onclick="go()">', '<body class="x" onload=go()>', '<a href="javascript:go()">'),
    ),
    Rule(
        "only custom properties may stand in style=; the rest is CSS of a class",
        pattern(r"\sstyle=(?![\"'](?:\s*--[\w-]+:[^;\"']*;?)+\s*[\"'])"),
        good=('<i style="--v:62"></i>', '<i style="--v: {{ n }}; --w:1"></i>'),
        bad=('<i style="width:62%"></i>', '<i style="--v:1;color:red"></i>'),
    ),
    Rule(
        "let Django escape; build HTML with format_html in Python",
        pattern(r"\|\s*(?:safe|safeseq)\b|\{%\s*autoescape\s+off|mark_safe"),
        good=("{{ safe }} {{ text|linebreaks }}",),
        bad=("{{ text|safe }}", "{% autoescape off %}", "{{ texts | safeseq }}"),
    ),
    Rule(
        "let people decide where a page opens",
        pattern(r"<[a-z][^>]*\starget\s*="),
        good=('<form hx-target="#ideas-board">', "{% include 'web/_bar.html' with target=3 %}"),
        bad=('<a href="/" target="_blank">',),
    ),
    Rule(
        "a form that posts needs {% csrf_token %}",
        pattern(r"<form\b(?=[^>]*method=[\"']post)(?!(?:(?!</form).)*\{%\s*csrf_token)"),
        good=(
            '<form method="post">{% csrf_token %}{{ form }}</form>',
            '<form method="get"></form>',
        ),
        bad=(
            '<form method="post">{{ form }}</form>',
            '<form method="post"></form><form method="post">{% csrf_token %}</form>',
        ),
    ),
    Rule(
        'draw icons with {% icon "house" %}; drawings live in web/',
        pattern(r"<svg\b"),
        good=('{% icon "house" %}',),
        bad=('<svg viewBox="0 0 1 1">',),
        not_in="web",
    ),
    Rule(
        "translate what people read: {% translate %}, {% blocktranslate %} or _()",
        pattern(f"[{SIGN}]+", cleaned=code_only),
        good=(
            '{% translate "花" %}{# 花 #}',
            '{% include "a.html" with title=_("花") %}{{ day|date:_("n月j日") }}',
            "{% blocktranslate count n=n %}{{ n }} 朵{% plural %}{{ n }} 朵{% endblocktranslate %}",
            "{% comment %}花{% endcomment %}",
            """<a aria-label="{% translate '花' %}">""",
            '<button lang="zh-Hans">中文</button>',
        ),
        bad=(
            "<p>花</p>",
            '<img alt="花">',
            '{% include "a.html" with title="花" %}',
            '{{ day|date:"n月j日" }}',
            "{{ one }}、{{ two }}",
            '{% blocktranslate with a=b|default:"无" %}有 {{ a }}{% endblocktranslate %}',
            '{% translate "花" %}园',
        ),
        not_in="web/kit",  # the kit shows sentences of an example, not of ours
    ),
]

OF_TEXTS = [
    Rule(
        "Chinese takes full-width ，。：；？！（）",
        pattern(f"(?<=[{IDEOGRAPH}])[,;:?!()]|[,;:?!()](?=[{IDEOGRAPH}])", cleaned=whole),
        good=("花，树", "花 A, B 树", "A(b)"),
        bad=("花,树", "花(树)", "树?", "花:A"),
    ),
    Rule(
        "say it calmly, without an exclamation mark",
        pattern("！", cleaned=whole),
        good=("收到了，截止前还能改",),
        bad=("提交成功！",),
    ),
    Rule(
        "quote with “ ”",
        pattern(f"(?<=[{IDEOGRAPH}])[\"']|[\"'](?=[{IDEOGRAPH}])", cleaned=without_placeholders),
        good=("“花园”", "it's"),
        bad=('叫"花园"', "'花'"),
    ),
]

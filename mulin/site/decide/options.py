"""What was typed after `mulin decide`, as a rule."""

import argparse
import re
from fractions import Fraction
from typing import NoReturn

from mulin.decisions.budgeting import Rule, TieOrder

from .words import CRITERIA, HELP, LANGUAGES, RULES, Speech

UTILITIES = ("cardinality", "cost", "points", "points-cost", "borda")
COMPLETIONS = ("none", "add1", "greedy", "add1-greedy")
STOPS = ("supported", "all", "never")
DECIMAL = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")

BAD_INPUT = 2


class CannotDecide(Exception):
    """A reason, in the language asked for, why there is nothing to count."""


class Reader(argparse.ArgumentParser):
    """Says faults as this command says everything."""

    speech: Speech

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, self.speech("wrong", what=message) + "\n")


def reader(speech: Speech) -> Reader:
    """Return what reads the words after `mulin decide`."""

    def told(key: str) -> str:
        return speech(key, HELP)

    words = Reader("mulin decide", description=told("description"))
    words.speech = speech
    words.add_argument("file", nargs="?", metavar="FILE", help=told("file"))
    words.add_argument("--list", action="store_true", help=told("list"))
    words.add_argument("--rule", choices=list(RULES), default="equal-shares", help=told("rule"))
    words.add_argument("--utility", choices=UTILITIES, default="cost", help=told("utility"))
    words.add_argument("--completion", choices=COMPLETIONS, help=told("completion"))
    words.add_argument("--increment", metavar="N", help=told("increment"))
    words.add_argument("--stop", choices=STOPS, help=told("stop"))
    words.add_argument("--least-votes", metavar="N", default="0", help=told("least_votes"))
    words.add_argument("--ties", metavar="ORDER", help=told("ties"))
    words.add_argument("--seed", default="", help=told("seed"))
    words.add_argument("--json", action="store_true", help=told("json"))
    words.add_argument("--explain", action="store_true", help=told("explain"))
    words.add_argument("--how-far", action="append", metavar="ID", help=told("how_far"))
    words.add_argument("--envelope", action="append", metavar="NAME=MONEY", help=told("envelope"))
    words.add_argument("--lang", choices=LANGUAGES, help=told("lang"))
    return words


def rule_from(options: argparse.Namespace, speech: Speech) -> Rule:
    """Return the rule that was asked for; refuses, with CannotDecide, what does not go together."""
    if options.rule != "equal-shares" and (options.completion or options.increment or options.stop):
        raise CannotDecide(speech("no_completion"))
    if options.rule == "phragmen" and options.utility != "cost":
        raise CannotDecide(speech("no_utility"))
    return Rule(
        options.rule,
        utility=options.utility,
        completion=options.completion or "none",
        increment=_increment(options.increment, speech),
        stop=options.stop or "supported",
        least_votes=_least_votes(options.least_votes, speech),
        ties=_ties(options.ties, options.seed, speech),
    )


def _increment(text: str | None, speech: Speech) -> Fraction:
    if text is None:
        return Fraction(1)
    if not DECIMAL.fullmatch(text) or not Fraction(text):
        raise CannotDecide(speech("wrong_increment"))
    return Fraction(text)


def _least_votes(text: str, speech: Speech) -> int:
    if not DECIMAL.fullmatch(text) or "." in text:
        raise CannotDecide(speech("wrong_least_votes"))
    return int(text)


def _ties(order: str | None, seed: str, speech: Speech) -> TieOrder:
    if order is None:
        order = f"lowest-cost,most-votes,{'lot' if seed else 'id'}"
    criteria = tuple(word.strip() for word in order.split(","))
    if not set(criteria) <= set(CRITERIA) or criteria[-1] not in ("lot", "id"):
        raise CannotDecide(speech("wrong_ties", known=", ".join(CRITERIA)))
    if ("lot" in criteria) != bool(seed.strip()):
        raise CannotDecide(speech("seed_for_lot"))
    return TieOrder(criteria, seed)


def envelopes_from(given: list[str], unit: int, speech: Speech) -> dict[str, int]:
    """Return the budget of each envelope, in coins."""
    budgets: dict[str, int] = {}
    for text in given:
        name, _sign, money = text.rpartition("=")
        coins = Fraction(money) * unit if DECIMAL.fullmatch(money) else Fraction(1, 2)
        if coins.denominator != 1 or name in budgets:
            raise CannotDecide(speech("wrong_envelope"))
        budgets[name] = int(coins)
    return budgets

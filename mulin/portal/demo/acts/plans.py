"""How the demo's office draws up one plan for each home, and how households sign them."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from mulin.commons.electorates.models import Elector
from mulin.commons.files.pictures import Picture, redraw
from mulin.features.consents import queries
from mulin.features.consents.actions import planning, showing
from mulin.features.consents.models import ConsentRound, HouseholdPlan
from mulin.features.consents.queries import plans
from mulin.programmes.models import Step

from ..clock import at
from .season import HOUR, Season

DAY = timedelta(days=1)


def sign_plans(season: Season, step: Step) -> None:
    """Draw up the plans of the homes concerned; all but one are signed, and some are done."""
    round = queries.rounds().filter(step__cycle=step.cycle).order_by("step__order")[0]
    homes = homes_by_building(round)
    with at(step.opens_at + HOUR):
        planning.draw_up_from_objections(actor=season.office, step=step)
    for told in season.rows["plans"]:
        home = homes[told["building"] - 1][told["home"] - 1]
        plan = HouseholdPlan.objects.get(step=step, household=home.household_id)
        _write(season, step, plan, told)
    for home in _not_needed(step):
        with at(step.opens_at + 2 * DAY):
            planning.drop_plan(
                actor=season.office, plan=home, reason=season.rows["no_plan_because"]
            )


def homes_by_building(round: ConsentRound) -> list[list[Elector]]:
    """Return the homes of each building, both in the order of the roll."""
    homes: dict[str, list[Elector]] = {}
    for home in queries.electors(round):
        homes.setdefault(home.building, []).append(home)
    return list(homes.values())


def _not_needed(step: Step) -> list[HouseholdPlan]:
    return [plan for plan in plans.plans_of(step) if not plan.items.all()]


def _write(season: Season, step: Step, plan: HouseholdPlan, told: Mapping[str, Any]) -> None:
    office = season.office
    with at(step.opens_at + 2 * DAY):
        plan = planning.change_plan(
            actor=office,
            plan=plan,
            things=told["things"],
            design_note=told["note"],
            works_on=None,
            cost=told["cost"] * 100,
            cost_share=told["share"] * 100,
            is_exemplar=told.get("exemplar", False),
        )
    on = {name: told[name] for name in ("signed", "started", "done") if name in told}
    for name, days in on.items():
        moment = step.opens_at + days * DAY
        with at(moment):
            day = timezone.localdate(moment)
            if name == "signed":
                planning.sign_plan(
                    actor=office,
                    plan=plan,
                    signer=told["signer"],
                    signed_on=day,
                    evidence=a_signature(plan.pk),
                )
            elif name == "started":
                planning.start_in_home(actor=office, plan=plan, on=day)
            else:
                planning.finish_in_home(actor=office, plan=plan, on=day, photo=a_room(plan.pk))
    for days in told.get("slots", []):
        starts_at = timezone.localtime().replace(hour=15, minute=0, second=0, microsecond=0)
        showing.offer_slot(actor=office, plan=plan, starts_at=starts_at + days * DAY, places=6)


def a_signature(seed: int) -> Picture:
    """Draw a line that looks written; nobody's name."""
    image = Image.new("RGB", (680, 240), "white")
    points = [
        (60 + 28 * step, 120 + ((step * 37 + seed * 13) % 90 - 45) * (1 if step % 2 else -1))
        for step in range(20)
    ]
    ImageDraw.Draw(image).line(points, fill="#222", width=6, joint="curve")
    return _picture(image)


def a_room(seed: int) -> Picture:
    """Draw a tiled room in plain colours, in the place of a photo."""
    image = Image.new("RGB", (800, 600), "#e9eef0")
    pen = ImageDraw.Draw(image)
    for x in range(0, 800, 80):
        pen.line([(x, 0), (x, 380)], fill="#c9d3d6", width=3)
    for y in range(0, 400, 80):
        pen.line([(0, y), (800, y)], fill="#c9d3d6", width=3)
    pen.rectangle([0, 380, 800, 600], fill="#b6a48c")
    pen.ellipse(
        [420 + seed % 60, 330, 620 + seed % 60, 470], fill="#ffffff", outline="#9aa5a8", width=4
    )
    return _picture(image)


def _picture(image: Image.Image) -> Picture:
    content = BytesIO()
    image.save(content, "JPEG")
    return redraw(SimpleUploadedFile("demo.jpg", content.getvalue(), "image/jpeg"))

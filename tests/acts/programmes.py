from datetime import timedelta

from mulin.commons.places.roles import Role
from mulin.programmes import actions as programmes
from mulin.programmes import blueprints
from mulin.programmes.tests.cycles import shift

from .ground import A_TARGET, HOST, Act

PROGRAMMES = [
    Act(
        "start_programme",
        HOST,
        lambda g, who: programmes.start_programme(
            actor=who, host=g.town.street, blueprint=blueprints.load_named("neighbour-ideas")
        ),
    ),
    Act(
        "start_cycle",
        HOST,
        lambda g, who: programmes.start_cycle(
            actor=who,
            programme=g.season.cycle.programme,
            blueprint=g.season.cycle.blueprint,
            communities=[g.town.community],
            opens_at=g.season.collecting.opens_at,
            year=2027,
            name="下一季",
        ),
    ),
    Act(
        "launch_programme",
        HOST,
        lambda g, who: programmes.launch_programme(
            actor=who,
            host=g.town.street,
            title="又一个计划",
            blueprint=blueprints.load_named("neighbour-ideas"),
            communities=[g.town.community],
            opens_at=g.season.collecting.opens_at,
            year=2027,
            name="第一季",
        ),
    ),
    Act(
        "note_earlier_year",
        HOST,
        lambda g, who: programmes.note_earlier_year(
            actor=who, programme=g.season.cycle.programme, year=2016, selected=68, source="总结"
        ),
    ),
    Act(
        "open_step",
        HOST,
        lambda g, who: programmes.open_step(actor=who, step=g.season.collecting),
    ),
    Act(
        "close_step",
        HOST,
        lambda g, who: programmes.close_step(actor=who, step=g.season.collecting),
    ),
    Act(
        "change_settings",
        HOST,
        lambda g, who: programmes.change_settings(
            actor=who,
            step=shift(g.contest.publishing, opens_in=3, closes_in=9),
            settings={"notice_days": 9},
        ),
    ),
    Act(
        "change_dates",
        HOST,
        lambda g, who: programmes.change_dates(
            actor=who,
            step=g.season.collecting,
            opens_at=g.season.collecting.opens_at,
            closes_at=g.season.collecting.closes_at + timedelta(days=9),
        ),
    ),
    Act(
        "name_owner",
        HOST,
        lambda g, who: programmes.name_owner(
            actor=who,
            step=g.season.collecting,
            owner=g.town.join("秦岚", Role.STREET_OPERATOR, g.town.street),
        ),
    ),
    Act(
        "save_zone",
        HOST,
        lambda g, who: programmes.save_zone(
            actor=who, cycle=g.season.cycle, name="绿色片", focus="多见绿"
        ),
    ),
    Act(
        "save_target",
        HOST,
        lambda g, who: programmes.save_target(actor=who, cycle=g.season.cycle, **A_TARGET),
    ),
    Act(
        "save_targets",
        HOST,
        lambda g, who: programmes.save_targets(actor=who, cycle=g.season.cycle, rows=[A_TARGET]),
    ),
    Act(
        "remove_target",
        HOST,
        lambda g, who: programmes.remove_target(actor=who, target=g.target),
    ),
    Act(
        "remove_zone",
        HOST,
        lambda g, who: programmes.remove_zone(actor=who, zone=g.zone),
    ),
    Act(
        "assign_zones",
        HOST,
        lambda g, who: programmes.assign_zones(
            actor=who, cycle=g.season.cycle, zones={g.town.community.pk: g.zone.pk}
        ),
    ),
    Act(
        "describe_cycle",
        HOST,
        lambda g, who: programmes.describe_cycle(
            actor=who,
            cycle=g.season.cycle,
            theme="少而精",
            policy_note="",
            policy_tags=[],
            parties=[],
        ),
    ),
    Act(
        "explain_cycle",
        HOST,
        lambda g, who: programmes.explain_cycle(
            actor=who, cycle=g.season.cycle, explainer={"staff": {"what": "八步"}}
        ),
    ),
]

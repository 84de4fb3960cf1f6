"""Pabulib's files are read in every dialect they have, or refused with a line and a reason."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pabutools.election import parse_pabulib

from mulin.decisions.budgeting import Election, Project, pabulib
from mulin.decisions.budgeting._faults import SENTENCES, FaultInFile

from .pabulib import real_elections

META = "META\nkey;value\nbudget;1000\nvote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost;name\n1;300;Bench\n2;400;Lamp\n3;500;Path\n"
VOTES = "VOTES\nvoter_id;vote;age\n7;1,2;30\n8;2;\n9;3,1;41\n"
FILE = META + PROJECTS + VOTES


def pointed(*lines: str, kind: str = "cumulative", more: str = "") -> str:
    meta = META.replace("approval", kind) + more
    return meta + PROJECTS + "VOTES\nvoter_id;vote;points\n" + "\n".join(lines) + "\n"


def ballots(election: Election) -> list[tuple[dict[str, int], int]]:
    """Return every different ballot as points by key, and how many cast it."""
    said, keys = election.ballots, [project.key for project in election.projects]
    points = [1] * len(said.projects) if said.points is None else said.points.tolist()
    return [
        ({keys[said.projects[i]]: points[i] for i in range(*said.starts[row : row + 2])}, weight)
        for row, weight in enumerate(said.weights.tolist())
    ]


def same(one: Election, other: Election) -> bool:
    return (one.projects, one.budget, one.unit, one.kind, ballots(one)) == (
        other.projects,
        other.budget,
        other.unit,
        other.kind,
        ballots(other),
    )


@pytest.mark.parametrize("path", real_elections())
def test_real_files_say_the_same_to_us_and_to_pabutools(path):
    election = pabulib.read(path.read_bytes())
    instance, profile = parse_pabulib(str(path))
    costs = {project.key: Fraction(project.cost, election.unit) for project in election.projects}
    assert costs == {project.name: project.cost for project in instance}
    assert Fraction(election.budget, election.unit) == instance.budget_limit
    assert election.voters == len(profile)
    votes, points = dict.fromkeys(costs, 0), dict.fromkeys(costs, 0)
    for ballot in profile:
        for place, project in enumerate(ballot):
            votes[project.name] += 1
            if election.kind == "cumulative":
                points[project.name] += ballot[project]
            else:
                points[project.name] += len(ballot) - place if election.kind == "ordinal" else 1
    assert dict(zip(costs, election.votes.tolist(), strict=True)) == votes
    assert dict(zip(costs, election.points.tolist(), strict=True)) == points


@pytest.mark.parametrize("path", real_elections())
def test_real_files_are_as_they_say_and_can_be_written_again(path):
    reading = pabulib.examine(path.read_bytes())
    assert [note for note in reading.notes if note.code.startswith("declared")] == []
    assert reading.meta["country"] in ("Poland", "France")
    written = pabulib.write(reading.election, reading.meta)
    assert same(pabulib.read(written), reading.election)


def test_a_file_is_read():
    election = pabulib.read(FILE.encode())
    assert election.projects == (
        Project("1", 300, "Bench"),
        Project("2", 400, "Lamp"),
        Project("3", 500, "Path"),
    )
    assert (election.budget, election.unit, election.kind) == (1000, 1, "approval")
    assert ballots(election) == [({"1": 1, "2": 1}, 1), ({"2": 1}, 1), ({"1": 1, "3": 1}, 1)]


@pytest.mark.parametrize(
    "dialect",
    [
        "\ufeff" + FILE,
        FILE.replace("\n", "\r\n"),
        FILE.replace("\n", "\r"),
        FILE.replace(";", " ; ").replace(",", " , "),
        FILE.replace("\n", "\n\n"),
        FILE.rstrip(),
        FILE.replace("META", "Meta;;").replace("VOTES", "votes;;"),
        FILE.replace("key;value\n", ""),
        FILE.replace("approval", "choose-1"),
        FILE.replace("300", "300.0").replace("1000", "1000,00").replace("400", "4e2"),
        FILE.replace("8;2;", "8;2"),
        FILE.replace("8;2;", "8;2,,;"),
        FILE.replace("7;1,2", '7;"1,2"'),
        FILE.replace("voter_id;", "comment;voter_id;")
        .replace("8;2", '"a;b\nc";8;2')
        .replace("7;1,2", ";7;1,2")
        .replace("9;3", ";9;3"),
        FILE.replace("budget", 'comment;"one\ntwo; ""three"""\nBudget'),
        FILE.replace(";cost;name", ";category;cost;name")
        .replace(";300", ";a,b;300")
        .replace(";400", ";None;400")
        .replace("3;500", "3;;500"),
    ],
)
def test_every_dialect_says_the_same(dialect):
    assert same(pabulib.read(dialect.encode()), pabulib.read(FILE))


@pytest.mark.parametrize("cell", ["", " ", "none", "None", "NONE", '""'])
def test_an_empty_ballot_is_a_voter(cell):
    election = pabulib.read(FILE + f"10;{cell};50\n11;{cell};\n")
    assert election.voters == 5
    assert ballots(election)[-1] == ({}, 2)
    pointed_one = pabulib.read(pointed("1;1,2;3,4", f"2;{cell};{cell}"))
    assert ballots(pointed_one) == [({"1": 3, "2": 4}, 1), ({}, 1)]


def test_a_project_may_be_called_none():
    election = pabulib.read(FILE.replace("\n3;", "\nnone;").replace("3,1", "none"))
    assert ballots(election)[-1] == ({"none": 1}, 1)


def test_equal_ballots_are_one_however_they_are_written():
    election = pabulib.read(FILE + '10;"2,1";\n11; 1 , 2;\n12;2;\n')
    assert ballots(election) == [({"1": 1, "2": 1}, 3), ({"2": 1}, 2), ({"1": 1, "3": 1}, 1)]


@pytest.mark.parametrize(
    ("cost", "coins", "unit"),
    [
        ("300", 300, 1),
        ("300.00", 300, 1),
        ("300.5", 30050, 100),
        ("300,05", 30005, 100),
        ("0", 0, 1),
        ("0.00", 0, 1),
        ("300.125", 300125, 1000),
        ("0,125", 125, 1000),
    ],
)
def test_money_becomes_whole_coins(cost, coins, unit):
    election = pabulib.read(FILE.replace("300", cost))
    assert (election.projects[0].cost, election.unit) == (coins, unit)
    assert election.budget == 1000 * unit


def test_the_first_of_an_ordinal_ballot_gets_the_most_points():
    election = pabulib.read(FILE.replace("approval", "ordinal"))
    assert ballots(election) == [({"1": 2, "2": 1}, 1), ({"2": 1}, 1), ({"3": 2, "1": 1}, 1)]


def test_points_with_decimals_become_whole():
    election = pabulib.read(pointed("1;1,2;0.5,1.25", "2;2;3", "3;3,1;0,0.50", kind="scoring"))
    assert ballots(election) == [({"1": 2, "2": 5}, 1), ({"2": 12}, 1), ({"1": 2}, 1)]
    assert election.kind == "scoring"


def test_the_columns_of_vote_and_points_may_stand_either_way():
    turned = pointed("1;1;3,2", "2;2;3").replace("vote;points", "points;vote")
    turned = turned.replace("1;1;3,2", "1;4,1;3,2")
    assert ballots(pabulib.read(turned)) == [({"3": 4, "2": 1}, 1), ({"3": 2}, 1)]


def test_a_default_score_goes_to_what_a_ballot_leaves_out():
    lines = "1;1,2;0,3", "2;;"
    election = pabulib.read(pointed(*lines, kind="scoring", more="default_score;0.5\n"))
    assert ballots(election) == [({"2": 6, "3": 1}, 1), ({"1": 1, "2": 1, "3": 1}, 1)]


def test_what_a_file_says_of_itself_and_is_not_so_is_noted():
    meta = "num_votes;4\nnum_projects;3\nmax_length;1\nmin_length;2\n"
    reading = pabulib.examine(FILE.replace("PROJECTS\n", meta + "PROJECTS\n"))
    assert [(note.code, note.line, dict(note.values)) for note in reading.notes] == [
        ("declared_votes", 5, {"declared": 4, "found": 3}),
        ("too_long", 7, {"ballots": 2, "allowed": 1}),
        ("too_short", 8, {"ballots": 1, "allowed": 2}),
    ]
    assert str(reading.notes[0]) == "line 5: the file says it has 4 ballots, and has 3"


@pytest.mark.parametrize(
    ("file", "code", "line"),
    [
        ("", "empty", 1),
        ("\ufeff \n\n", "empty", 1),
        (FILE.encode().replace(b"Lamp", b"L\xe9mp"), "not_text", 8),
        (FILE.encode("utf-16"), "not_text", 1),
        (FILE.replace("Lamp", "L\0mp"), "not_text", 8),
        ("\x89PNG", "not_pabulib", 1),
        ("voter_id;vote\n1;2\n", "not_pabulib", 1),
        (PROJECTS + VOTES, "not_pabulib", 1),
        (META, "missing_section", 4),
        (META + VOTES, "missing_section", 5),
        (META + PROJECTS, "missing_section", 9),
        (META + META, "misplaced_section", 5),
        (FILE + PROJECTS, "misplaced_section", 15),
        (FILE.replace("budget;1000\n", ""), "missing_key", 2),
        (FILE.replace("vote_type", "type"), "missing_key", 2),
        (FILE.replace("approval", "veto"), "unknown_vote_type", 4),
        (FILE.replace("project_id", "id"), "missing_column", 6),
        (FILE.replace("cost", "price"), "missing_column", 6),
        (FILE.replace(";vote;", ";ballot;"), "missing_column", 11),
        (FILE.replace("approval", "cumulative"), "missing_column", 11),
        (FILE.replace("400", "many"), "not_a_number", 8),
        (FILE.replace("400", ""), "not_a_number", 8),
        (FILE.replace("400", "1.2.3"), "not_a_number", 8),
        (FILE.replace("400", "1,000,000"), "not_a_number", 8),
        (FILE.replace("400", "٤٠٠"), "not_a_number", 8),
        (FILE.replace("400", "1e999"), "not_a_number", 8),
        (FILE.replace("1000", "nan"), "not_a_number", 3),
        (FILE.replace("400", "4,000"), "thousands_or_decimals", 8),
        (FILE.replace("400", "-4"), "below_zero", 8),
        (FILE.replace("400", "1e40"), "money_too_large", 9),
        (FILE.replace("1000", "33333.3333333333333"), "money_too_large", 9),
        (FILE.replace("2;400;Lamp", ";400;Lamp"), "project_without_id", 8),
        (FILE.replace("2;400;Lamp", "2"), "missing_cell", 8),
        (FILE.replace("2;400;Lamp", "1;400;Lamp"), "repeated_project", 8),
        (FILE.replace("Lamp", "Lamp; bright"), "too_many_cells", 8),
        (FILE.replace("Lamp", '"' + "Lamp" * 40_000 + '"'), "too_long_a_line", 8),
        ("META\n" + "a;" * 25_000_000, "too_long_a_line", 2),
        (FILE + "10;4;\n", "unknown_project", 15),
        (FILE + "10;1;2;3\n", "too_many_cells", 15),
        (FILE + "10;1,2,1;\n", "repeated_in_ballot", 15),
        (FILE + '10;"1,2,1";\n', "repeated_in_ballot", 15),
        (FILE + "10\n", "missing_cell", 15),
        (FILE.replace("7;1,2;30", '7;1,2;"\n\n"\n10;5'), "unknown_project", 15),
        (pointed("1;1,2;3,4", "2;1,2;3"), "points_do_not_fit", 13),
        (pointed("1;1,2;3,4", "2;1,2;"), "points_do_not_fit", 13),
        (pointed("1;1,2;3,4", "2;;3"), "points_do_not_fit", 13),
        (pointed("1;1,2;3,4", "2;1,1;0,2"), "repeated_in_ballot", 13),
        (pointed("1;1,2;3,4", "2;1,2;3,-1"), "below_zero", 13),
        (pointed("1;1,2;3,4", "2;1,2;3,x"), "not_a_number", 13),
        (pointed("1;1,2;3,4", "2;1,2;3,1e30"), "points_too_large", 11),
        (pointed("1;1;9e15", "2;1;9e15"), "points_too_large", 11),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_reason(file, code, line):
    with pytest.raises(FaultInFile) as caught:
        pabulib.read(file)
    fault = caught.value
    assert (fault.code, fault.line) == (code, line)
    assert str(fault).startswith(f"line {line}: ")
    assert "{" not in str(fault)
    assert len(str(fault)) < 250


def test_a_fault_says_what_the_file_wrote():
    with pytest.raises(FaultInFile, match="line 15: a ballot names Ünknown, which is not a proj"):
        pabulib.read(FILE + "10;1,Ünknown;\n")
    with pytest.raises(FaultInFile, match="line 8: cost: many is not a number"):
        pabulib.read(FILE.replace("400", "many"))


def test_what_a_list_with_commas_cannot_hold_is_not_written():
    for key in ("a,b", " a", "", "votes", "a\rb"):
        election = Election.from_rows([Project(key, 1)], 1, [[key]])
        with pytest.raises(ValueError, match="cannot be an id"):
            pabulib.write(election)


WORDS = st.sampled_from(
    [*'123;,\n"\r .-', "none", "4e9", "META\n", "PROJECTS\n", "VOTES\n", "0.5", "\0", "ä", ";;"]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A small file in which some signs were lost, doubled or put where they do not belong."""
    file = draw(
        st.sampled_from(
            [FILE, pointed("1;1,2;3,4", "2;3;0.5", kind="scoring", more="default_score;1\n")]
        )
    )
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(file)))
        cut = draw(st.integers(0, 3))
        file = file[:at] + draw(WORDS) + file[at + cut :]
    return file


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_whatever_happened_to_a_file_it_is_read_or_refused(file):
    fault = None
    try:
        election = pabulib.read(file.encode())
    except FaultInFile as met:
        fault = met
    if fault is not None:
        assert fault.code in SENTENCES
        assert 1 <= fault.line <= file.count("\n") + file.count("\r") + 1
        return
    assert election.points.sum() >= election.votes.sum() >= 0
    quoted = file.replace("\n7;", '\n"7";').replace("\n1;1", '\n"1";1')
    if '"' not in file:
        assert same(pabulib.read(quoted), election), "in bulk and line by line"


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_rubbish_is_refused(rubbish):
    with pytest.raises(FaultInFile):
        pabulib.read(rubbish)
    with pytest.raises(FaultInFile):
        pabulib.read(FILE.encode() + b"\n10;\xff" + rubbish)

"""Campaigns in a projection: the engine's own draws, their costs, and nobody pulled by what is not for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fidelang.values import KEYED, keyed
from simulator.individuals import run_arm
from simulator.individuals.books import Books
from simulator.individuals.opening import ALWAYS, Opening
from simulator.individuals.rules import RuleBook
from simulator.population import draw_population
from tests.unit.simulator.projection import HEADER, program, scenario

BASE = HEADER + "wallet points { worth 0.01 EUR  expire never }\nearn base { give 3 points per 1 EUR }\n"
JULY = date(2027, 7, 1).toordinal()
SEED, REPLICATION = 1, 0


def run(folder: Path, text: str) -> Books:
    settings = scenario(folder)
    return run_arm(draw_population(settings, REPLICATION), settings, program(text))


def kept_out(index: int, share: int, campaign: str = "summer") -> bool:
    """Whether a customer's own id draws the holdout, of so many percent."""
    return keyed("Test club", campaign, f"{SEED}.{REPLICATION}.{index}") * 100 < share * KEYED


def test_each_member_who_enters_is_written_to_once_and_the_message_is_paid(tmp_path: Path) -> None:
    books = run(
        tmp_path,
        BASE + 'campaign summer { from 2027-07-01  holdout 30%  message hi { by email  cost 0.50 EUR'
        '  on entering summer  text "Hello" } }',
    )  # fmt: skip
    members = [
        index for index, person in books.people.items() if person.enrolled is not None and person.enrolled < JULY
    ]
    written = [index for index in members if not kept_out(index, 30)]
    assert 5 < len(written) < len(members)
    assert sum(month.messages for month in books.months) == 50 * len(written)
    assert books.months[6].messages == 50 * len(written)  # all on 1 July; who joins later enters without a word


def test_a_campaigns_budget_ends_its_discounts_and_its_messages(tmp_path: Path) -> None:
    text = BASE + (
        "campaign summer { from 2027-07-01  budget 40.30 EUR  offer cut { take 1 EUR off basket  send hi }"
        ' message hi { by email  cost 0.50 EUR  text "Hello" } }'
    )
    months = run(tmp_path, text).months
    spent = sum(month.discounts + month.messages for month in months)
    # offers are for whoever comes, messages for members; what is left pays no further discount, without which none is sent
    assert 40_30 - 1_00 < spent <= 40_30
    assert 0 < sum(month.messages for month in months) < sum(month.discounts for month in months)
    assert [month.discounts + month.messages for month in months] == [0] * 6 + [spent] + [0] * 5


def test_who_is_kept_out_lives_as_if_there_were_no_campaign(tmp_path: Path) -> None:
    """The only reward and the only threshold are the campaign's: they would pull whoever could have them."""
    without = run(tmp_path, BASE)
    books = run(
        tmp_path,
        BASE + "campaign summer { holdout 40%  reward three { price 300 points  take 3 EUR off basket }"
        " offer big { when basket.total >= 40 EUR  take 4 EUR off basket } }",
    )
    out = {index for index in books.people if kept_out(index, 40)}
    assert {visit for visit in books.visits if visit[0] in out} == {
        visit for visit in without.visits if visit[0] in out
    }
    assert {visit for visit in books.visits if visit[0] not in out} != {
        visit for visit in without.visits if visit[0] not in out
    }
    assert {books.people[index].net_sales for index in out} == {without.people[index].net_sales for index in out}
    assert not {index for index, _ in books.given} & out
    assert books.given


def test_before_a_campaign_begins_its_reward_pulls_nobody(tmp_path: Path) -> None:
    without = run(tmp_path, BASE)
    books = run(
        tmp_path, BASE + "campaign summer { from 2028-06-01  reward three { price 100 points  take 3 EUR off basket } }"
    )
    assert books.visits == without.visits


def test_a_welcome_that_a_campaign_draws_convinces_those_who_would_get_it(tmp_path: Path) -> None:
    def enrolled(text: str) -> dict[int, int | None]:
        return {index: person.enrolled for index, person in run(tmp_path, text).people.items()}

    nothing, all_of_them = enrolled(BASE), enrolled(BASE + "earn welcome { on signup  give 9_000 points }")
    drawn = enrolled(BASE + "campaign summer { holdout 40%  earn welcome { on signup  give 9_000 points } }")
    for index, day in drawn.items():
        assert day == (nothing if kept_out(index, 40) else all_of_them)[index], index
    assert drawn not in (nothing, all_of_them)


def test_another_replication_and_another_seed_draw_other_members(tmp_path: Path) -> None:
    settings = scenario(tmp_path)
    ids = [draw_population(settings, replication).customers[7].id for replication in (0, 1)]
    assert ids == ["1.0.7", "1.1.7"]
    assert draw_population(settings.running(seed=2), 0).customers[7].id == "2.0.7"


TWO = (
    BASE
    + """
campaign summer { from 2027-06-01 to 2027-06-30  variant a 50% { reward cap { price 5 points  gift "Cap"  cost 1 EUR } }
  variant b 50% { offer big { when basket.total >= 40 EUR  take 4 EUR off basket } } }
campaign open { from 2027-06-01  offer small { when basket.total >= 20 EUR  take 1 EUR off basket } }
reward ever { price 9 points  gift "Mug"  cost 2 EUR }
"""
)


def test_rewards_and_thresholds_are_open_when_and_to_whom_their_rules_are() -> None:
    club = program(TWO)
    rules = RuleBook.of(club.plan, 40_00, 10_00)
    openings = {reward.rule: reward.opening for reward in rules.rewards}
    assert openings["ever"] == ALWAYS
    june = date(2027, 6, 1).toordinal() * 1440
    july = date(2027, 7, 1).toordinal() * 1440
    assert openings["cap"] == Opening(june, july, 1, 0)
    assert rules.thresholds == ((20_00, Opening(june)), (40_00, Opening(june, july, 1, 1)))


@pytest.mark.parametrize(
    ("drawn", "a", "b"), [(-1, False, False), (0, False, False), (2, True, False), (3, False, True)]
)
def test_only_who_drew_a_variant_is_admitted(drawn: int, a: bool, b: bool) -> None:
    state = program(TWO).new_state("m", date(2027, 1, 1).toordinal())
    state.campaigns[1] = drawn
    first, second = Opening(100, 200, 1, 0), Opening(100, 200, 1, 1)
    assert (first.admits(state, 100), second.admits(state, 199)) == (a, b)
    assert not first.admits(state, 99)
    assert not second.admits(state, 200)
    assert Opening(campaign=1).admits(state, 0) == (drawn > 0)

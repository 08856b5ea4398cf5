"""เทศบาลเมืองตากใบ as it comes with the product: its real plan of 2568, answers that give back its real report, a cast."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import measures
from console.stage import Player
from measures.answers_file import Answers, read_answers
from measures.plan import Plan
from measures.plan_file import read_plan
from storage import divisions, offices, people, plans
from storage.database import Connection
from storage.office_store import OfficeStore

FISCAL_YEAR = 2568
KEY = "takbai"
_PLANS = Path(measures.__file__).parent / "plans"


def plan_text() -> str:
    return (_PLANS / "takbai-2568.toml").read_text(encoding="utf-8")


def sample_answers(plan: Plan) -> Answers:
    return read_answers((_PLANS / "takbai-2568-answers.toml").read_text(encoding="utf-8"), plan)


def create(connection: Connection, now: datetime) -> int:
    """The office with its plan and divisions, nobody in it yet; its number."""
    plan = read_plan(plan_text())
    office_id = offices.add_office(connection, KEY, plan.office, now)
    store = OfficeStore(connection, office_id)
    plans.save_plan(store, plan.fiscal_year, plan_text(), now)
    divisions.save_divisions(store, plan.divisions)
    return office_id


def add_cast(store: OfficeStore, channel: str, now: datetime) -> Sequence[Player]:
    """A reporter for every division that has none, and the legal officer, who also answers for the legal section, reached on
    `channel`; who they are."""
    staffed = {p.division for p in people.people(store) if "reporter" in p.roles and not p.section}
    players = []
    for division in divisions.divisions(store):
        if not division.active:
            continue
        if division.key not in staffed:
            _add(store, channel, now, division.key, division.name, division.key, "", "reporter")
            players.append(Player(division.key, "เจ้าหน้าที่", division.name))
        for section in division.sections:
            _add(store, channel, now, "officer", "นิติกร", division.key, section, "reporter", "legal_officer")
            players.append(Player("officer", "นิติกร", section, officer=True))
    return players


def _add(
    store: OfficeStore, channel: str, now: datetime, chat_id: str, name: str, division: str, section: str, *roles: str
) -> None:
    person_id = people.add_person(store, name, division, section, frozenset(roles), "th", now)
    people.link_address(store, person_id, channel, chat_id, now)

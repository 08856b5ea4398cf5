"""python -m bot office | plan | invite: a real deployment set up from nothing, on the command line alone."""

import re
from collections.abc import Sequence
from pathlib import Path

from bot import clock
from bot.opened import Refused, chosen_office, opened
from bot.plan_losses import losses
from bot.sample_office import plan_text
from measures.plan import Plan
from measures.plan_error import PlanError
from measures.plan_file import read_plan
from storage import divisions, invitations, offices, plans
from storage.office_store import OfficeStore
from storage.people import ROLES

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def add_office(url: str, key: str, name: str) -> str:
    if not KEY.fullmatch(key):
        raise Refused(f"{key!r} cannot be an office's key: use a-z, 0-9 and dashes, such as takbai")
    name = " ".join(name.split())
    if not name:
        raise Refused("--name is empty: it stands on the report, such as เทศบาลเมืองตากใบ")
    with opened(url) as connection:
        if offices.office_by_key(connection, key):
            raise Refused(f"There is an office {key} already")
        offices.add_office(connection, key, name, clock.now())
    return f"Added {name} ({key}). Next: python -m bot plan load FILE"


def remove_office(url: str, key: str) -> str:
    """Raises `Refused` for one that is in use: what was answered is the municipality's."""
    with opened(url) as connection:
        office = chosen_office(connection, key)
        if not offices.remove_unused(connection, office.id):
            raise Refused(
                f"{office.key} is in use: somebody has joined it or answered, and no answer is ever thrown away. It may "
                "stay: without next year's plan it asks nobody anything. To start over, set DATABASE_URL to a new database"
            )
    return f"Removed {office.name} ({office.key}), which nobody had joined"


def list_offices(url: str) -> str:
    with opened(url) as connection:
        return "\n".join(f"{office.key}\t{office.name}" for office in offices.offices(connection)) or "No office yet."


def load_plan(url: str, path: Path, office_key: str, *, force: bool = False) -> str:
    """Raises `Refused` where the year would lose what somebody has answered or owes, unless that is wanted."""
    text = _read(path)
    plan = read_plan(text)
    with opened(url) as connection:
        office = chosen_office(connection, office_key)
        store = OfficeStore(connection, office.id)
        if not force and (lost := losses(store, plan)):
            told = "\n".join(f"  {line}" for line in lost)
            raise Refused(
                f"In {plan.fiscal_year} this plan drops what is in use, which would disappear from forms and report; "
                f"--force loads it all the same:\n{told}"
            )
        version = plans.save_plan(store, plan.fiscal_year, text, clock.now())
        divisions.save_divisions(store, plan.divisions)
    loaded = f"{office.name}: the plan of {plan.fiscal_year}, {_counted(plan)} (version {version})"
    return f"{loaded}. Next: python -m bot invite --role reporter --division …"


def check_plan(path: Path | None) -> str:
    """Raises `PlanError` with every mistake. Without a file, the plan that comes with the product."""
    plan = read_plan(_read(path) if path else plan_text())
    return f"The plan of {plan.fiscal_year} is good: {_counted(plan)}"


def invite(url: str, roles: Sequence[str], division: str, section: str, name: str, office_key: str) -> str:
    if not set(roles) <= set(ROLES):
        raise Refused(f"--role must be one of {' '.join(ROLES)}")
    with opened(url) as connection:
        store = OfficeStore(connection, chosen_office(connection, office_key).id)
        known = {d.key: d for d in divisions.divisions(store)}
        if {"reporter", "head"} & set(roles) and not division:
            raise Refused(f"--division is missing. Divisions: {' '.join(known) or 'none; load a plan first'}")
        if division and division not in known:
            raise Refused(f"There is no division {division}. Divisions: {' '.join(known) or 'none; load a plan first'}")
        if division and not known[division].active:
            raise Refused(f"The division {division} is asleep in the plan: nobody is asked there")
        if section and (not division or section not in known[division].sections):
            sections = " ".join(known[division].sections) if division else ""
            raise Refused(f"There is no section {section}. Sections: {sections or 'none'}")
        code = invitations.invite(store, " ".join(roles), division, section, clock.now(), name=name)
    place = " ".join(part for part in (*roles, division, section, name) if part)
    return f"{code}\t{place}\tworks once, within 72 hours: send it to the bot in LINE or Telegram"


def _counted(plan: Plan) -> str:
    questions = sum(len(measure.questions) for measure in plan.measures)
    return f"{len(plan.measures)} measures, {questions} questions"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PlanError(f"อ่านแฟ้ม {path} ไม่ได้: {problem}") from problem

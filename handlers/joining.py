"""Joining: somebody we do not know gets this and nothing else, until a code from the legal officer names them."""

from collections.abc import Sequence
from datetime import datetime

from dialogue.messages import Button, Message
from dialogue.said import Text
from dialogue.words import say
from handlers.update import Update
from storage import divisions, invitations, jobs, offices, people
from storage.invitations import Refused
from storage.office_store import OfficeStore

PROFILE = "profile"
"""The job that asks the platform what somebody is called."""


def join(store: OfficeStore, update: Update, now: datetime) -> Sequence[Message]:
    """Take a code, or ask for one. A wrong code says which way it is wrong; five in a row make a pause."""
    office = offices.office(store.connection, store.office_id)
    text = update.said.text.strip() if isinstance(update.said, Text) else ""
    if not invitations.looks_like_code(text):
        return [Message(say("th", "join_hello", office=office.name))]
    found = invitations.redeem(store, text, update.channel, update.chat_id, update.name, now)
    if isinstance(found, Refused):
        return [Message(say("th", f"join_{found.reason}"))]
    division = divisions.division(store, found.division) if found.division else None
    place = found.section or (division.name if division else office.name)
    if not found.name:  # LINE's events carry none
        stand_in = say(found.language, "nameless", place=place)
        people.rename(store, found.id, "", stand_in)
        jobs.owe_job(store, PROFILE, {"person": found.id, "stand_in": stand_in}, now)
    welcome = say("th", "joined_officer" if "legal_officer" in found.roles else "joined", place=place)
    start = Button(say("th", "start_button"), "start", say("th", "start_button"))
    status = Button(say("th", "status_button"), "status", say("th", "status_button"))
    return [Message(welcome, (start,) if "reporter" in found.roles else (status,))]

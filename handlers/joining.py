"""Joining: somebody we do not know gets this and nothing else, until a code from the legal officer names them."""

import re
from collections.abc import Sequence
from datetime import datetime

from dialogue.messages import Button, Message
from dialogue.said import Text
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending
from dialogue.words import say
from handlers.context import Context
from handlers.names import place_of
from handlers.update import Update
from storage import divisions, invitations, jobs, offices, people
from storage.invitations import Refused
from storage.office_store import OfficeStore

PROFILE = "profile"
"""The job that asks the platform what somebody is called."""
_LEAD = re.compile(r"^(?:รหัส(?:เข้าร่วม)?(?:คือ)?|code)[\s:=]*", re.IGNORECASE)
_HALVES = re.compile(r"([0-9A-Z]{4})(\s*[-–—−]\s*|\s+)([0-9A-Z]{4})", re.IGNORECASE)


def code_in(text: str) -> str:
    """The joining code that `text` is, however it was typed: "๗kq๒ m๙xd ค่ะ" → "7kq2m9xd". Empty where it is none."""
    words = _LEAD.sub("", arabic_digits(without_polite_ending(text)))
    if halves := _HALVES.fullmatch(words):
        first, between, second = halves.groups()
        words = f"{first}{'-' if between.strip() else ''}{second}"
    return words if invitations.looks_like_code(words) else ""


def join(store: OfficeStore, update: Update, now: datetime) -> Sequence[Message]:
    """Take a code, or ask for one. A wrong code says which way it is wrong; five in a row make a pause."""
    office = offices.office(store.connection, store.office_id)
    code = code_in(update.said.text) if isinstance(update.said, Text) else ""
    if not code:
        return [Message(say("th", "join_hello", office=office.name))]
    found = invitations.redeem(store, code, update.channel, update.chat_id, update.name, now)
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


def join_again(context: Context, text: str) -> Sequence[Message]:
    """A code from somebody who has joined: it makes them something besides what they are, or says why it does not."""
    person = context.person
    found = invitations.add_role(
        context.store, person, code_in(text), context.channel, context.chat_id, context.now
    )  # fmt: skip
    if isinstance(found, Refused):
        if found.reason == "elsewhere":
            return [Message(context.say("join_elsewhere", place=place_of(context, person)))]
        return [Message(context.say("join_already" if found.reason == "used" else f"join_{found.reason}"))]
    added = [context.say(f"role_{role}") for role in people.ROLES if role in found.roles - person.roles]
    text = context.say("role_added", roles=", ".join(added), place=place_of(context, found))
    button = context.button("start_button", "start") if "reporter" in found.roles else None
    return [Message(text, (button or context.button("status_button", "status"),))]

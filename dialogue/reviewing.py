"""The review card: send, change one answer, or say which question evidence is for."""

from dataclasses import replace

from dialogue.answering import Heard, refusal
from dialogue.conversation import REVIEWING
from dialogue.kinds.evidence import named
from dialogue.moving import at_question, backward, onward
from dialogue.placing import Item, evidence_alone, item_in, lacks_room, placed, takers, waiting
from dialogue.question import Question
from dialogue.reaching import breaks
from dialogue.said import BadFile, Said
from dialogue.scene import Here, Scene
from dialogue.thai.polite import without_polite_ending
from dialogue.turns import SUBMIT, Turn, again, answer, check_hint, no_room, show, unclear
from dialogue.unchanged import is_remark


def reviewed(here: Here, said: Said, heard: Heard) -> Turn:
    """What `said`, which was heard as `heard`, leads to at the review card."""
    conversation, scene = here.conversation, here.scene
    if item := item_in(said):
        return _unplaced(here, item)
    if isinstance(said, BadFile):
        return unclear(here, refusal(said, (), scene))
    if items := waiting(conversation):
        if _lets_go(heard, scene):
            return show(here, replace(conversation, pending=None, tries=0), scene.say("evidence_let_go"))
        return _placed(here, items, takers(here.asked, conversation, items).get(heard.place or 0))
    if heard.action == "back":
        return show(here, backward(here.asked, conversation))
    attaching = evidence_alone(here.asked)
    if heard.action == "send" or (heard.action == "done" and attaching):
        return _sent(here)
    if heard.place is not None and 1 <= heard.place <= len(here.asked):
        return show(here, at_question(conversation, here.asked[heard.place - 1]))
    if conversation.unchanged_for_long and is_remark(heard.words):
        return show(here, replace(conversation, remark=heard.words.strip(), tries=0))
    return again(here, scene.say("attach_what" if attaching and not conversation.answers else "review_what"))


def _unplaced(here: Here, item: Item) -> Turn:
    """A file or link goes to the only question that can take it; with several, it waits until one is named."""
    before = waiting(here.conversation)
    items = before if item in before else [*before, item]
    found = takers(here.asked, here.conversation, items)
    if not found and lacks_room(here.asked, items):
        return no_room(here, named(item))
    if not found:
        return again(here, here.scene.say("evidence_no_place"))
    if len(found) == 1:
        return _placed(here, items, next(iter(found.values())))
    return show(here, replace(here.conversation, pending=items, tries=0))


def _placed(here: Here, items: list[Item], question: Question | None) -> Turn:
    """What was waiting goes to `question`; without one, it is asked for once more."""
    if question is None:
        return again(here, here.scene.say("evidence_which_first"))
    if question.kind == "url":
        there = replace(here, conversation=at_question(here.conversation, question))
        return answer(there, question, items[0]["url"])
    return show(here, placed(here.conversation, question, items))


def _lets_go(heard: Heard, scene: Scene) -> bool:
    """Whether what is waiting for its question is to be left out."""
    typed = without_polite_ending(heard.words).lower() == scene.say("evidence_drop").lower()
    return typed or heard.action in ("back", "skip")


def _sent(here: Here) -> Turn:
    """All is confirmed, if nothing is open and no later change has made two answers disagree."""
    conversation = here.conversation
    opened = onward(here.asked, conversation)
    if opened.stage != REVIEWING:
        return show(here, opened, here.scene.say("not_complete"))
    for question in here.asked:
        if breaks(question, conversation.answers, conversation.known):
            return show(here, at_question(conversation, question), check_hint(question, here.scene))
    return Turn(conversation, (), SUBMIT)

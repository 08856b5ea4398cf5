"""The review card: send, change one answer, or say which question evidence is for."""

from dataclasses import replace

from dialogue.answering import Heard
from dialogue.asking import Scene
from dialogue.conversation import REVIEWING, Conversation
from dialogue.moving import at_question, onward
from dialogue.placing import Item, placed, takers, waiting
from dialogue.question import Form, Question
from dialogue.reaching import breaks, reachable
from dialogue.thai.polite import without_polite_ending
from dialogue.turns import SUBMIT, Turn, again, answer, check_hint, show
from dialogue.unchanged import is_remark
from dialogue.words import say


def reviewed(form: Form, conversation: Conversation, heard: Heard, scene: Scene) -> Turn:
    """The review card: send, or change one answer."""
    asked = reachable(form, conversation.answers, conversation.known)
    if items := waiting(conversation):
        return _placed(form, conversation, items, takers(form, conversation, items).get(heard.place or 0), scene)
    if heard.action == "send":
        return _sent(form, asked, conversation, scene)
    if heard.place is not None and 1 <= heard.place <= len(asked):
        return show(form, at_question(conversation, asked[heard.place - 1]), scene)
    if conversation.unchanged_for_long and is_remark(heard.words):
        return show(form, replace(conversation, remark=heard.words.strip(), tries=0), scene)
    return again(form, conversation, scene, say(scene.language, "review_what"))


def unplaced(form: Form, conversation: Conversation, item: Item, scene: Scene) -> Turn:
    """A file or link sent to the review card: to the only question that can take it, or asked which one it is for."""
    before = waiting(conversation)
    items = before if item in before else [*before, item]
    found = takers(form, conversation, items)
    if not found:
        return again(form, conversation, scene, say(scene.language, "evidence_no_place"))
    if len(found) == 1:
        return _placed(form, conversation, items, next(iter(found.values())), scene)
    return show(form, replace(conversation, pending=items, tries=0), scene)


def _placed(form: Form, conversation: Conversation, items: list[Item], question: Question | None, scene: Scene) -> Turn:
    """What was waiting goes to `question`; without one, it is asked for once more."""
    if question is None:
        return again(form, conversation, scene, say(scene.language, "evidence_which_first"))
    if question.kind == "url":
        return answer(form, question, at_question(conversation, question), items[0]["url"], scene)
    return show(form, placed(conversation, question, items), scene)


def lets_go(heard: Heard, scene: Scene) -> bool:
    """Whether what is waiting for its question is to be left out."""
    typed = without_polite_ending(heard.words).lower() == say(scene.language, "evidence_drop").lower()
    return typed or heard.action in ("back", "skip")


def _sent(form: Form, asked: tuple[Question, ...], conversation: Conversation, scene: Scene) -> Turn:
    """All is confirmed, if nothing is open and no later change has made two answers disagree."""
    opened = onward(form, conversation)
    if opened.stage != REVIEWING:
        return show(form, opened, scene, say(scene.language, "not_complete"))
    for question in asked:
        if breaks(question, conversation.answers, conversation.known):
            return show(form, at_question(conversation, question), scene, check_hint(question, scene))
    return Turn(conversation, (), SUBMIT)

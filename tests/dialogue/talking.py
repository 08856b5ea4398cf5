"""A person talking with the engine in the tests: every conversation goes through JSON between two messages."""

import json
from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from dialogue import engine
from dialogue.conversation import Conversation
from dialogue.engine import Turn
from dialogue.question import Form, Question, Value
from dialogue.said import File, Other, Said, Tap, Text
from dialogue.scene import Scene

TODAY = date(2025, 11, 5)


class Talk:
    """One run of `form`. `say` types, `tap` presses a button of the last message by the beginning of its label."""

    def __init__(self, *questions: Question, language: str = "th", contact: str = "", **begun: Any) -> None:
        self.form = Form("ต.ค. 2568 · กองช่าง", questions)
        self.scene = Scene("7", TODAY, language, contact)
        self.turn = engine.begin(self.form, self.scene, **begun)

    @property
    def conversation(self) -> Conversation:
        return self.turn.conversation

    @property
    def answers(self) -> Mapping[str, Value]:
        """By question name."""
        return {key.partition(".")[2]: value for key, value in self.conversation.answers.items()}

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.turn.messages)

    @property
    def labels(self) -> list[str]:
        return [button.label for message in self.turn.messages for button in message.buttons]

    def button(self, label: str) -> Tap:
        found = [b for m in self.turn.messages for b in m.buttons if b.label.startswith(label)]
        assert found, f"no button {label!r} among {self.labels}"
        return Tap(found[0].data)

    def hear(self, said: Said) -> Turn:
        kept = json.loads(json.dumps(self.conversation.to_json(), ensure_ascii=False))
        conversation = Conversation.from_json(kept)
        assert conversation == self.conversation
        self.turn = engine.step(self.form, conversation, said, self.scene)
        return self.turn

    def copy(self) -> "Talk":
        return copy(self)

    def say(self, *texts: str) -> "Talk":
        for text in texts:
            self.hear(Text(text))
        return self

    def tap(self, *labels: str) -> "Talk":
        for label in labels:
            self.hear(self.button(label))
        return self

    def press(self, data: str) -> "Talk":
        self.hear(Tap(data))
        return self

    def send(self, name: str, media_type: str = "image/jpeg") -> "Talk":
        self.hear(File(f"digest of {name}", name, media_type, 1000))
        return self

    def sticker(self) -> "Talk":
        self.hear(Other("sticker"))
        return self


def ask(name: str, kind: str, **properties: Any) -> Question:
    """Question `name` of measure m, or of another as "other.name"."""
    group, _, own = name.rpartition(".")
    group = group or "m"
    named: dict[str, Any] = {"key": f"{group}.{own}", "group": group, "name": own, "label": own, "kind": kind}
    return Question(text=f"ถาม {own} คะ", **named, **properties)

"""What a turn is given: to whom it speaks, and where that person is."""

from dataclasses import dataclass
from datetime import date

from dialogue.conversation import Conversation
from dialogue.question import Form, Question
from dialogue.reaching import reachable
from dialogue.words import say


@dataclass(frozen=True, slots=True)
class Scene:
    """What a turn needs to know besides the form and the conversation."""

    draft: str
    """The draft's name in button data, so that a button of another run is known for a stranger."""
    today: date
    language: str = "th"
    contact: str = ""
    """Whom to call when three tries have failed; may be empty."""

    def say(self, key: str, /, **values: object) -> str:
        """The sentence `key` in the person's language."""
        return say(self.language, key, **values)


@dataclass(frozen=True, slots=True)
class Here:
    """Where the person is."""

    form: Form
    conversation: Conversation
    asked: tuple[Question, ...]
    """What `form` asks with the answers of `conversation`: worked out whenever they change, and handed on."""
    scene: Scene

    @staticmethod
    def of(form: Form, conversation: Conversation, scene: Scene) -> "Here":
        return Here(form, conversation, reachable(form, conversation.answers, conversation.known), scene)

    @property
    def question(self) -> Question | None:
        """The one that stands open; None at the review card."""
        return self.form.question(self.conversation.at)

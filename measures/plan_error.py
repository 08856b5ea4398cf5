"""What is wrong with a plan file, all of it at once."""


class PlanError(Exception):
    """The plan cannot be used; each of `mistakes` names its measure and question."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes

"""python -m bot …: does what its arguments ask, or says in one clear line what went wrong."""

import sys
from collections.abc import Sequence

from bot.arguments import parser
from bot.settings import BadSettings


def main(arguments: Sequence[str]) -> int:
    asked = parser().parse_args(arguments)
    # After --help has been answered: they load the store.
    from bot.opened import Refused
    from measures.plan_error import PlanError
    from storage.database import BadDatabase

    try:
        return int(asked.run(asked))
    except (BadSettings, BadDatabase, Refused) as problem:
        print(problem, file=sys.stderr)
    except PlanError as problem:
        print("\n".join(problem.mistakes), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""English: the same keys as `th`, the same meaning, as short."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # — The run of questions (dialogue) —
}

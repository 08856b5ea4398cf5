"""English: the same keys as `th`, the same meaning, as short."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # — The run of questions (dialogue) —
    "last_time": "Last month: {value}",
    "answered_before": "Answered: {value}",
    "chosen": "Chosen: {value}\nAdd more, or tap Done.",
    "own_words": "What is “{choice}”? Please type it.",
    "own_words_unclear": "A few words, please: at most 200 characters.",
    "confirm": "Do you mean {value}?",
    "yes": "Yes",
    "no": "No",
    "same": "Same as before",
    "zero": "None (0)",
    "none": "None",
    "not_applicable": "Not our division",
    "skip": "Skip",
    "back": "Back",
    "done": "Done",
    "send": "Send",
    "edit": "Edit {place} {label}",
    "review": "Please check before sending · {title}",
    "review_what": "Tap Send, or type the number of the answer to change.",
    "skipped": "skipped",
    "carried": "{value} (as before)",
    "dropped": "“{label}: {value}” was removed, because it is no longer asked.",
    "must_answer": "This one cannot be skipped.",
    "not_complete": "Some required questions are still open.",
    "check_failed": "This does not agree with an earlier answer.",
    "left_open": "Put aside; every answer so far is kept. Type “start” to go on.",
    "stale_button": "That button belongs to an earlier question; nothing has changed. You are here now:",
    "three_tries": "If you are stuck, type “help” or ask {contact}.",
    "officer": "the legal officer",
    "sticker_here": "Please answer this one in words; stickers cannot be read.",
    "file_not_here": "This question takes no file. Please send it when evidence is asked for.",
    "too_many_files": "At most {max} items. Tap Done, please.",
}

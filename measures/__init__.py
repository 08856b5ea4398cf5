"""The yearly plan in the office's own words: who owes what, how answers merge, what the report says. Pure."""

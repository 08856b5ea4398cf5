"""The kinds of question: how each is read, shown and offered. One file a kind, one line in `KINDS`."""

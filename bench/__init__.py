"""How fast the bot is here, and how near the limit of this machine. `python -m bench` prints a small table."""

"""What the bot does without being asked."""

"""What the bot does with each thing a person says."""

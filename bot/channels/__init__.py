"""The ways in and out. Each speaks `bot.messages` and nothing else to the rest."""

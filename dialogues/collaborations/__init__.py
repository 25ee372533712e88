"""A collaboration (who takes part) in the chat: founding, inviting, rounds, its group chat."""

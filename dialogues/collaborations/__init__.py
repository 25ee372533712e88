"""A collaboration in the chat: founding, inviting, rounds, members, the group chat."""

"""A document asked for in the chat: which one, what goes in, and in whose words."""

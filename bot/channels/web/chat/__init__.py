"""The chat: its page, its posts, its stream of replies."""

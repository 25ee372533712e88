"""From a group result to an agenda to talk about it."""

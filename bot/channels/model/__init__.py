"""A language model on a server of one's own, when there is one. Start reading at `channel`."""

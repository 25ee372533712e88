"""From the outbox to a channel: once, in order, at a bearable pace."""

"""The loop that carries everything: a batch of inputs in one transaction."""

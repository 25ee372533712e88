"""One turn of one person: who they are, what may be said, what came of it."""

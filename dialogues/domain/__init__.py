"""The nouns of collaborating: collaborations, rounds, preferences, and what changes them."""

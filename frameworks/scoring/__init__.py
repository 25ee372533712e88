"""From answers to scores, and from scores to advice."""

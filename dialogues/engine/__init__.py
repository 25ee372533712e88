"""One person's run of a dialogue: an input in, a sprint out."""

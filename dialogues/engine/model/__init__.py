"""What a language model is asked of a talk, and what is done with its answers: a second look."""

"""What kind of thing was typed: an answer, or a question, a refusal, grief, a command in words."""

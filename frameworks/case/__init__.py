"""What is known of someone's case, and what weighs most in it."""

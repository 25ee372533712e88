"""What is due is brought in, by one process at a time."""

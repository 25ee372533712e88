"""What comes by itself: all that is due, in one message, put off or stopped."""

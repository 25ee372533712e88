"""Messages in and out, and the links in them, the same for every channel."""

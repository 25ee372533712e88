"""What helps those who write dialogues: drawings, outlines, sources."""

"""A person's talks: begun, gone on with, left, and brought up again."""

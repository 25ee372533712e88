"""A language model's server for tests: real HTTP on loopback, and every way to misbehave."""

"""How we talk. Pure: no I/O, no clock, no random of its own; time and ids are arguments."""

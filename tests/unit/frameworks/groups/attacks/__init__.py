"""An attacker's moves, a file for each kind."""

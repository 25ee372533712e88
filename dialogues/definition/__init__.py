"""What a dialogue is: as authors write it, and compiled to states."""

"""How much one address, newcomer or person may ask of the web chat."""

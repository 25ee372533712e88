"""Documents on the web: composed, and downloaded."""

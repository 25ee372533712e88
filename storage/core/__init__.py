"""Tables, keys and errors."""

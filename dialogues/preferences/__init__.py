"""How a person wants to be reached, in the chat and as a form."""

"""What a person takes along: documents asked for in the chat."""

"""What a state tells: advice, comparisons, pictures, plans, rankings."""

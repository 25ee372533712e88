"""What we coach with: items, statements, scores and advice. Pure; imports nothing of ours."""

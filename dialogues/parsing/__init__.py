"""What people type: text, numbers, days, times."""

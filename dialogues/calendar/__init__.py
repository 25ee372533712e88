"""When: schedules, working days, holidays, time zones, calendar files."""

"""The kinds of reports, a file each: from talks and results to a report. Pure."""

"""A person's own pages: settings, privacy, sign-in by link."""

"""The web chat: server-rendered pages that need no JavaScript, and are livelier with it."""

"""Changes of the schema, in order. Run at every start; alembic is loaded only when there is one."""

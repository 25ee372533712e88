"""The example reports in docs/examples, made from people and municipalities that do not exist."""

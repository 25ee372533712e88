"""Telegram: the only package that imports aiogram. Start reading at `channel`."""

"""Gistwire: a Telegram bot that answers from its articles, in their own words."""

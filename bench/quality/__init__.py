"""What the bot picks, measured on public data with gold answers beside what a library would pick."""

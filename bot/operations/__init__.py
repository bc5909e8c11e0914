"""How the service is, who is shown that, and what it does for itself: heartbeat, backups, alarms."""

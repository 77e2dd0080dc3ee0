"""One box that searches all that the dashboard has: `hits` finds, `box` shows."""

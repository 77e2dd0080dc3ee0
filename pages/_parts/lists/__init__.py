"""Lists that several pages show: rows of a table, events, projects; a page at a time, and searched."""

"""The trade of one state: by year, its goods and its electricity."""

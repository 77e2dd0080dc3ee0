"""What runs all pages: filters, navigation, cache, rows."""

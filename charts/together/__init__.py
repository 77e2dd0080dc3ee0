"""Trade, aid and recognition of one state in panels."""

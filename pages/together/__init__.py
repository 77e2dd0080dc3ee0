"""The page of trade, aid and recognition side by side."""

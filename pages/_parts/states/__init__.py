"""What several pages say of the states: their consignments, positions, a summary, and what stands out."""

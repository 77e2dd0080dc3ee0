"""What the dashboard is, how its figures are made, and on what terms they may be used."""

"""Aid: consignments, their way to delivery, and humanitarian funding."""

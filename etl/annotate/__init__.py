"""What stands where in a text: quantities, countries, people, dates, acts, areas."""

"""The pages on which an organization says who it is and what it looks like."""

"""Small things every floor may use; standard library only."""

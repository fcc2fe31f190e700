"""The form builder: its page, what it saves, and what it shows."""

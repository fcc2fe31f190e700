"""The worker: jobs that follow from committed events, three lines each."""

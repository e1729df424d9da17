"""What is done: the verbs that flows, pages and command line share."""

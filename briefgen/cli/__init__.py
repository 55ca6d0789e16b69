"""What you can ask: one module per command, one for messages, one that dispatches."""

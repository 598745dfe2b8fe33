"""The catalogue and the choice: what is sold, and what is worth proposing to this customer."""

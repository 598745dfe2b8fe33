"""Text to `Reading`: language, acts, products, amounts, needs and facts. Knows no catalogue and no chat."""

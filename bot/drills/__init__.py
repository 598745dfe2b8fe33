"""Role-play drills: the bot plays a customer, the trainee sells, fifteen observable acts are marked."""

DOORS: list = []

from mulin.web.tests.doors import Door

DOORS: list[Door] = []

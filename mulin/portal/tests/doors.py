from mulin.web.tests.doors import ANYONE, Door

DOORS = [Door("portal:home", ANYONE)]

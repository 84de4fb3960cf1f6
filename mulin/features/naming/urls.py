app_name = "naming"
urlpatterns: list = []

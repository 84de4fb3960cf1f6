app_name = "siteplans"
urlpatterns: list = []

from django.urls import path

from . import funnel_urls, paper_urls, result_urls, views, vote_urls

app_name = "budgets"
urlpatterns = [
    path("budgets/<int:file_id>/", views.result, name="result"),
    path("budgets/<int:file_id>/outcome.json", views.result_json, name="result_json"),
    path("budgets/<int:file_id>/list.xlsx", views.result_xlsx, name="result_xlsx"),
    path("desk/budgets/", views.desk, name="desk"),
    path("desk/budgets/upload/", views.upload, name="upload"),
    path("desk/budgets/<int:file_id>/", views.file, name="file"),
    path("desk/budgets/<int:file_id>/outcome.json", views.file_json, name="file_json"),
    path("desk/budgets/<int:file_id>/list.xlsx", views.file_xlsx, name="file_xlsx"),
    path("desk/budgets/<int:file_id>/publish/", views.publish, name="publish"),
    path("desk/budgets/<int:file_id>/withdraw/", views.withdraw, name="withdraw"),
    path("desk/budgets/<int:file_id>/remove/", views.remove, name="remove"),
    *vote_urls.urlpatterns,
    *result_urls.urlpatterns,
    *paper_urls.urlpatterns,
    *funnel_urls.urlpatterns,
]

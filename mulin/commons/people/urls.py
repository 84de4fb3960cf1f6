from django.urls import path, re_path

from .views import arriving, me, security, staff

app_name = "people"
urlpatterns = [
    path("sign-in/", arriving.sign_in, name="sign_in"),
    path("sign-in/code/", arriving.code, name="code"),
    path("sign-in/welcome/", arriving.welcome, name="welcome"),
    path("sign-in/staff/", staff.staff_sign_in, name="staff_sign_in"),
    path("sign-in/second-factor/", staff.second_factor, name="second_factor"),
    path("sign-in/authenticator/", staff.authenticator, name="authenticator"),
    path("sign-out/", arriving.sign_out, name="sign_out"),
    path("invitation/<str:token>/", staff.invitation, name="invitation"),
    path("privacy/", arriving.privacy, name="privacy"),
    path("me/", me.me, name="me"),
    path("me/names/", me.names, name="names"),
    path("me/phone/", me.phone, name="phone"),
    path("me/phone/code/", me.phone_code, name="phone_code"),
    path("me/consents/", me.consents, name="consents"),
    path("me/data/", me.my_data, name="my_data"),
    re_path(r"^me/data/my-data\.(?P<form>json|xlsx)$", me.export, name="export"),
    path("me/leave/", me.leave, name="leave"),
    path("me/security/", security.security, name="security"),
    path("me/security/password/", security.password, name="password"),
    path("me/security/authenticator/", security.new_authenticator, name="new_authenticator"),
    path("me/security/new-codes/", security.new_recovery_codes, name="new_recovery_codes"),
    path("me/security/codes/", security.recovery_codes, name="recovery_codes"),
    path("me/security/codes.txt", security.recovery_codes_file, name="recovery_codes_file"),
]

class MyInterrupt(BaseException):
    pass


try:
    raise MyInterrupt("not an Exception")
except Exception:
    print("not caught here")

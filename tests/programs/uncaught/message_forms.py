class Odd(Exception):
    def __str__(self):
        return "line one\nline two"


raise Odd(1, 2)

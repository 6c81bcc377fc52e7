import sys

print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
big = 10**4300
try:
    str(big)
except ValueError as e:
    print(e)
try:
    int("1" * 4301)
except ValueError as e:
    print(e)
try:
    f"{big}"
except ValueError as e:
    print(e)
try:
    print("%d" % big)
except ValueError as e:
    print(e)
print(len(str(10**4299)), len(hex(big)))
sys.set_int_max_str_digits(5000)
print(len(str(big)), int("2" * 4400) % 97)
sys.set_int_max_str_digits(0)
print(len(str(10**6000)))
for bad in (100, -1, "x"):
    try:
        sys.set_int_max_str_digits(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
sys.set_int_max_str_digits(4300)
print(sys.maxsize, sys.int_info.bits_per_digit)

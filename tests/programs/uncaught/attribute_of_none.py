x = None
print("start")
x.split(",")

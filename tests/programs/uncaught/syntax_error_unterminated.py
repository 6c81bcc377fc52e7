print("never")
s = 'no end
t = 1

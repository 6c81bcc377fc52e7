value = 33
1/0

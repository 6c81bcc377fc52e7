a=None
for i in range(300000): a=[a]
del a
print('ok')

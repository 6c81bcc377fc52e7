class A:
  def __getattribute__(self,n): return self.q
try: A().y
except RecursionError as e: print(e)

try: 1<<(2**70)
except (MemoryError,OverflowError,ValueError) as e: print(type(e).__name__, e)
try: 1<<(2**50)
except (MemoryError,OverflowError,ValueError) as e: print(type(e).__name__, e)

try: [1]*(2**62)
except (MemoryError,OverflowError) as e: print(type(e).__name__, e)

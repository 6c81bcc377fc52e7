try: bytes(2**62)
except (MemoryError,OverflowError) as e: print(type(e).__name__, e)
try: bytearray(2**60)
except (MemoryError,OverflowError) as e: print(type(e).__name__, e)

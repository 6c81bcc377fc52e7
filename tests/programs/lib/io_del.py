# Streams have __del__; a class derived from one is closed when it dies.
import gc
import io

for c in (io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase, io.FileIO, io.BytesIO):
    print(c.__name__, hasattr(c, "__del__"))


class Raw(io.RawIOBase):
    def __init__(self, log):
        self.log = log

    def close(self):
        if not self.closed:
            self.log.append("closed")
        super().close()


log = []
r = Raw(log)
r.__del__()
print(log, r.closed)
r.__del__()
print(log)
r = Raw(log)
del r
gc.collect()
print(log)

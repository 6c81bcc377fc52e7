# zlib, gzip and zipfile. Compressed bytes are not printed: they depend on the zlib.
import zlib
def t(s):
    try: print(s,'->',repr(eval(s))[:200])
    except BaseException as e: print(s,'!!',type(e).__name__, e)
d=b'hello world '*20
c=zlib.compress(d)
for s in ["zlib.decompress(c)==d","zlib.decompress(c[:-1])","zlib.decompress(c[:5])","zlib.decompress(b'')","zlib.decompress(b'abc')","zlib.decompress(c+b'x')","zlib.decompress(c,-15)","zlib.decompress(c,31)","zlib.decompress(c,47)==d","zlib.decompress(c,5)","zlib.decompress(c,100)","zlib.decompress(c,bufsize=1)==d","zlib.decompress(c,bufsize=0)==d","zlib.decompress(c,bufsize=-1)","zlib.compress('x')","zlib.compress(d,10)","zlib.compress(d,-2)","zlib.compress(d,wbits=100)","zlib.compress(d,0)==d","zlib.decompress(zlib.compress(d,0))==d","zlib.decompress(zlib.compress(d,wbits=-15),wbits=-15)==d","zlib.decompress(zlib.compress(d,wbits=31),wbits=31)==d","zlib.compressobj(10)","zlib.compressobj(method=3)","zlib.compressobj(wbits=3)","zlib.compressobj(memLevel=10)","zlib.compressobj(strategy=9)","zlib.compressobj(zdict=5)","zlib.decompressobj(wbits=3)","zlib.decompressobj(zdict=5)","zlib.decompressobj().decompress('x')","zlib.decompressobj().decompress(b'xxx')","zlib.decompressobj().decompress(c,-1)","zlib.decompressobj().flush(0)","zlib.decompressobj().flush(-1)","zlib.decompressobj().flush()","zlib.compressobj().flush(0)","zlib.compressobj().flush(99)","zlib.compressobj().flush(2)","zlib.adler32(b'abc')","zlib.adler32(b'abc',2**40)","zlib.crc32(b'abc',-1)","zlib.crc32('x')","zlib._ZlibDecompressor().decompress(c)==d","zlib._ZlibDecompressor().decompress(b'abc')","zlib._ZlibDecompressor(wbits=3)","zlib.decompress(c[:2]+b'\\xff\\xff\\xff')","zlib.decompress(c[:-2]+b'zz')","zlib.decompress(b'\\x78\\x01\\x07')","zlib.decompress(zlib.compress(d,wbits=31)[:-1]+b'x',31)", "zlib.decompress(b'\\x1f\\x8b\\x09aaaaaaaaaaaaaaa',31)"]: t(s)
o=zlib.decompressobj(); print(o.decompress(c+b'tail',5),o.unconsumed_tail==c[len(c)-len(o.unconsumed_tail):] ,o.eof,o.unused_data); print(o.decompress(o.unconsumed_tail+b'tail')==d[5:], o.eof, o.unused_data, o.unconsumed_tail); t("o.decompress(b'more')"); print(o.unused_data, o.flush())
o=zlib.decompressobj(); r=b''
for i in range(len(c)): r+=o.decompress(c[i:i+1])
print(r==d,o.eof)
o=zlib.compressobj(); r=o.compress(d); r+=o.flush(zlib.Z_SYNC_FLUSH); r+=o.compress(d); r+=o.flush(); print(zlib.decompress(r)==d+d); t("o.compress(b'x')"); t("o.flush()")
o=zlib.compressobj(zdict=b'hello world'); r=o.compress(d)+o.flush(); t("zlib.decompress(r)"); print(zlib.decompressobj(zdict=b'hello world').decompress(r)==d); t("zlib.decompressobj(zdict=b'xx').decompress(r)")
o=zlib.compressobj(wbits=-15,zdict=b'hello world'); r=o.compress(d)+o.flush(); print(zlib.decompressobj(-15,zdict=b'hello world').decompress(r)==d)
o=zlib._ZlibDecompressor(); print(o.needs_input,o.eof,o.unused_data); print(len(o.decompress(c,10)),o.needs_input,o.eof); print(len(o.decompress(b'',10)), o.needs_input); print(len(o.decompress(b'XYZ')),o.eof,o.unused_data,o.needs_input); t("o.decompress(b'a')")
o=zlib.decompressobj(); print(o.decompress(c[:10],3), len(o.unconsumed_tail)); t("o.flush()==d[3:]"); 
import gzip, io, zipfile
b=gzip.compress(d,mtime=0); print(gzip.decompress(b)==d)
f=io.BytesIO()
with gzip.open(f,'wt') as g: g.write('line1\nline2\n')
f.seek(0); print(gzip.open(f,'rt').read())
f=io.BytesIO()
with zipfile.ZipFile(f,'w',zipfile.ZIP_DEFLATED) as z: z.writestr('a.txt',d); z.writestr('b/c.txt','x'*1000)
z=zipfile.ZipFile(f); print(z.namelist(), z.read('a.txt')==d, z.testzip(), z.getinfo('b/c.txt').file_size)

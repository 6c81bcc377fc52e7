"""Records what CPython says of wrong source texts, for `tests/errors/recorded.txt`.

    python3.14 tools/record_errors.py FILE...   (one text a line, or lines recorded before)
"""
import warnings,sys
warnings.simplefilter("ignore")
for fn in sys.argv[1:]:
    for line in open(fn, encoding='utf8').read().split('\n'):
        line=line.split('\t=>\t')[0]
        if not line: continue
        src=line.replace('\\n','\n').replace('\\t','\t').replace('\\u00a0','\u00a0').replace('\\\\','\\')
        try: compile(src,'<t>','exec'); r='OK'
        except SyntaxError as e: r=f"{type(e).__name__}\t{e.lineno},{e.offset},{e.end_lineno},{e.end_offset}\t{e.msg}"
        except Exception as e: r=f"{type(e).__name__}\t0\t{e}"
        print(line+'\t=>\t'+r)

import warnings,sys
warnings.simplefilter("ignore")
for fn in sys.argv[1:]:
    for line in open(fn, encoding='utf8').read().split('\n'):
        if not line: continue
        src=line.replace('\\n','\n').replace('\\t','\t').replace('\\u00a0','\u00a0').replace('\\\\','\\')
        try: compile(src,'<t>','exec'); r='OK'
        except SyntaxError as e: r=f"{type(e).__name__}\t{e.lineno},{e.offset},{e.end_lineno},{e.end_offset}\t{e.msg}"
        except Exception as e: r=f"{type(e).__name__}\t0\t{e}"
        print(line+'\t=>\t'+r)

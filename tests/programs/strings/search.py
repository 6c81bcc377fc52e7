def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


s = "hello hello héllo"
t("s.find('l')", "s.find('l', 4)", "s.find('l', 4, 6)", "s.find('')", "s.find('', 5)", "s.find('', 100)", "s.find('zz')", "s.find('l', -5)", "s.find('l', -100, -1)", "s.rfind('l')", "s.rfind('l', 0, 5)", "s.rfind('')", "s.index('h')", "s.index('z')", "s.rindex('z')", "s.rindex('h')", "s.count('l')", "s.count('')", "s.count('ll')", "s.count('l', 5)", "s.count('l', 5, 9)", "'aaaa'.count('aa')", "''.count('')", "''.count('', 1)", "'abc'.count('', 1)", "s.find('é')", "s.find('l', None, None)", "s.find('l', None, 3)", "s.find('l', 0, 10**30)", "s.find('l', -10**30)")
t("s.startswith('hello')", "s.startswith(('x', 'he'))", "s.startswith('')", "s.startswith('ello', 1)", "s.startswith('', 100)", "s.startswith('', 17)", "s.endswith('llo')", "s.endswith(('a', 'o'))", "s.endswith('h', 0, 1)", "s.startswith(())", "s.startswith(['h'])", "s.startswith(('h', 5))", "s.startswith(5)", "s.endswith(None)", "s.find(5)", "s.find()", "s.count(None)", "s.index(b'h')", "'a' in s", "'' in s", "5 in s", "None in s", "b'h' in s", "'lo h' in s", "'h' not in s")
t("'a,b,c'.partition(',')", "'a,b,c'.rpartition(',')", "'abc'.partition(',')", "'abc'.rpartition(',')", "'abc'.partition('')", "'abc'.partition(5)", "'a--b'.partition('--')", "'prefix-body'.removeprefix('prefix-')", "'body'.removeprefix('x')", "'body.txt'.removesuffix('.txt')", "'body'.removesuffix('')", "'x'.removeprefix(5)")

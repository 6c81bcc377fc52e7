class K(KeyboardInterrupt): pass
raise K('x')

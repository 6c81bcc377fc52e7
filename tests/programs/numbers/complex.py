def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("1j", "1 + 2j", "-1j", "complex()", "complex(1)", "complex(1, -2)", "complex('1+2j')", "complex(' -3.5J ')", "complex('(1-1j)')", "complex('inf+nanj')", "complex('1 + 2j')", "complex('')", "complex('abc')", "complex('1', 2)", "complex(1, '2')", "complex(1j, 2j)", "complex(real=1, imag=2)", "complex([])", "complex('1e5j')", "complex('-j')", "complex('1_0+2_0j')")
t("(1+2j) + 3", "(1+2j) - 1.5", "(1+2j) * (3-1j)", "(1+2j) / (3-4j)", "(1+2j) ** 2", "(1+2j) ** 0", "2 ** 1j == 2 ** 1j", "1j * 1j", "(1+2j) // 1", "(1+2j) % 2", "1 / 0j", "0j ** -1", "-(1+2j)", "+(1+2j)", "abs(3+4j)", "bool(0j)", "(1+2j).real", "(1+2j).imag", "(1+2j).conjugate()", "1j < 2j", "1+0j == 1", "hash(1+0j) == hash(1)", "hash(1j)", "int(1j)", "divmod(1j, 1)", "round(1j)", "(1+2j) == '1'")
t("complex(-0.0, -0.0)", "complex(0.0, -0.0)", "-0j", "complex(1e20, 1e-7)", "complex(float('nan'), float('inf'))", "repr(1e16+1j)", "str(0.1j)", "f'{1+2j}'", "f'{1.5+2.25j:.1f}'", "f'{1+2j:>12}'", "f'{1+2j:+.2e}'", "f'{1j:d}'", "f'{1+2j:g}'", "format(3+0j, ',.2f')", "f'{1+1j:010}'", "f'{1+1j:=10}'", "'%s' % 1j", "'%d' % 1j", "[1j, 2]", "(1+2j).__complex__()", "1j.__add__('x')", "sum([1j, 2, 0.5])", "complex.from_number(3)", "complex.from_number('3')")


class C:
    def __complex__(self):
        return 5 + 6j


class F:
    def __float__(self):
        return 1.25


t("complex(C())", "complex(F())", "complex(F(), 1)", "complex(C(), 1)")

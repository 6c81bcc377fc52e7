x, y, w, s = 42, 3.14159, 10, "text"
print(f"{x} {x:5} {x:<5}| {x:^5}| {x:05} {x:x} {x:#b} {x!r} {x!s:>4} {x:,} {-x:+}")
print(f"{y:.2f} {y:{w}.3f} {y:{w}.{2}f} {y!r:.4} {y:e} {y:10.1%} {y=} {y = :.2f} {y=!r:>10}")
print(f"{s!r} {s!a} {s:>{w}} {s:*^{w}} {s[1:3]} {s.upper()} {s + '!'} {s * 2:.6}")
print(f"{{literal}} {{{x}}} {'{'} {'}'} {{}}")
print(f"{x + 1 = } {x=} {x = } {f'{x}' = } { x = }")
print(f'{"double" + 'nested same quote'} {f"{f"{x}"}"} {'\n'.join(['a', 'b'])}')
print(f"{[i for i in range(3)]} {({'a': 1})['a']} { {1: 2}[1] if s else 'd'} {(lambda v: v * 2)(4)}")
print(f"{x if x > 5 else 'small'} {x:{'>' if x else '<'}{w}} {'yes' if x == 42 else 'no'!r:>6}")
print(f"{x!r:^{w}}|{None}|{True:>6}|{[1, 2]!s:>10}|{None!r:>6}")
print(f"""{
    x  # a comment
    +
    1
}""" f"{s}" "plain" rf"\n{x}" fr"\{s}")
print(f"{x:{''}}", f"{'a' 'b'}", f"{x,}", f"{x, y}", f"{*[1, 2],}", f"{(yield_ := 5)}", f"{x:=5}", f"{x!s}")
print(f"", f"{''}", f"{'':3}|", f"a{x}b{y:.0f}c", F"{x}")
print(f"\N{BULLET} \x41 \u00e9 {chr(0x41)}")


class D:
    def __format__(self, spec):
        return f"<{spec}>"


d = D()
print(f"{d:%Y-%m-%d} {d:} {d} {d:a:b} {d:{x}{y:.1f}} {d!r:.4} {d:{{}}}")

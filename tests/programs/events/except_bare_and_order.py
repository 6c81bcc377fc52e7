def f(e):
    try:
        raise e
    except (KeyError, IndexError):
        return "lookup"
    except ValueError:
        return "value"
    except Exception:
        breakpoint()
        return "exception"
    except:
        return "bare"


for e in (KeyError(), IndexError(), ValueError(), TypeError(), GeneratorExit(), UnicodeError()):
    print(f(e))

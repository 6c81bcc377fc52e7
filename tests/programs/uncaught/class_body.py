class Configuration:
    name = "x"
    size = len(name) + nmae

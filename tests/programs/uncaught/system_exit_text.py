print("out")
raise SystemExit("message on stderr")

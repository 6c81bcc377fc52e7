print("bom")
print("crlf")

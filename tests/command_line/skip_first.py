@not python
import sys
print("second", sys._getframe().f_lineno)

* Ranged rows, a free variable, a negative upper bound with its lower one, and a constant 7.5
* in the objective (a right-hand side of -7.5 on the objective row).
NAME          ranges
OBJSENSE
    MAX
ROWS
 N  obj
 L  first
 G  second
 E  third
COLUMNS
    MARK0     'MARKER'       'INTORG'
    x         obj            2     first          1
    x         second         1     third          3
    y         obj            -3    first          2
    y         third          1
    MARK1     'MARKER'       'INTEND'
    v         obj            1     first          1
    v         second         -1
    w         obj            0.5   third          -1
RHS
    rhs       obj            -7.5
    rhs       first          12    second         -4
    rhs       third          5
RANGES
    rng       first          8     second         6
    rng       third          -2.5
BOUNDS
 UP bnd       x              6
 MI bnd       y
 UP bnd       y              -1
 FR bnd       v
 UP bnd       w              10
ENDATA

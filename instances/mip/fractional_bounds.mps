* Integer variables with fractional bounds: x <= 2.9 means 2, y >= -1.5 means -1.
NAME          fractional_bounds
ROWS
 N  obj
 L  cap
 G  floor
COLUMNS
    MARK0     'MARKER'       'INTORG'
    x         obj            -3    cap            2
    y         obj            2     cap            -1
    y         floor          1
    MARK1     'MARKER'       'INTEND'
    z         obj            -0.5  cap            0.25
    z         floor          1
RHS
    rhs       cap            6.5   floor          -0.75
BOUNDS
 UP bnd       x              2.9
 LO bnd       y              -1.5
 UP bnd       y              4.2
 UP bnd       z              10.5
ENDATA

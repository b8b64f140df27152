* Four workers, four tasks, costs with decimals that no double holds exactly.
NAME          assignment
ROWS
 N  cost
 E  ann
 E  bob
 E  cat
 E  dan
 E  t1
 E  t2
 E  t3
 E  t4
COLUMNS
    MARK0     'MARKER'       'INTORG'
    a1        cost           9.1   ann            1
    a1        t1             1
    a2        cost           2.3   ann            1
    a2        t2             1
    a3        cost           7.7   ann            1
    a3        t3             1
    a4        cost           8.2   ann            1
    a4        t4             1
    b1        cost           6.4   bob            1
    b1        t1             1
    b2        cost           4.1   bob            1
    b2        t2             1
    b3        cost           3.3   bob            1
    b3        t3             1
    b4        cost           7.6   bob            1
    b4        t4             1
    c1        cost           5.8   cat            1
    c1        t1             1
    c2        cost           8.9   cat            1
    c2        t2             1
    c3        cost           1.7   cat            1
    c3        t3             1
    c4        cost           8.8   cat            1
    c4        t4             1
    d1        cost           7.9   dan            1
    d1        t1             1
    d2        cost           6.2   dan            1
    d2        t2             1
    d3        cost           9.4   dan            1
    d3        t3             1
    d4        cost           4.6   dan            1
    d4        t4             1
    MARK1     'MARKER'       'INTEND'
RHS
    rhs       ann            1     bob            1
    rhs       cat            1     dan            1
    rhs       t1             1     t2             1
    rhs       t3             1     t4             1
BOUNDS
 UP bnd       a1             1
 UP bnd       a2             1
 UP bnd       a3             1
 UP bnd       a4             1
 UP bnd       b1             1
 UP bnd       b2             1
 UP bnd       b3             1
 UP bnd       b4             1
 UP bnd       c1             1
 UP bnd       c2             1
 UP bnd       c3             1
 UP bnd       c4             1
 UP bnd       d1             1
 UP bnd       d2             1
 UP bnd       d3             1
 UP bnd       d4             1
ENDATA

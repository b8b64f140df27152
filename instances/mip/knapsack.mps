NAME knapsack_30_2
OBJSENSE
    MAX
ROWS
 N  obj
 L  capacity0
 L  capacity1
COLUMNS
    MARKER1  'MARKER'  'INTORG'
    item0  obj  284  capacity0  474
    item0  capacity1  125
    item1  obj  486  capacity0  512
    item1  capacity1  454
    item2  obj  824  capacity0  756
    item2  capacity1  977
    item3  obj  466  capacity0  951
    item3  capacity1  135
    item4  obj  194  capacity0  35
    item4  capacity1  384
    item5  obj  300  capacity0  145
    item5  capacity1  404
    item6  obj  854  capacity0  823
    item6  capacity1  904
    item7  obj  632  capacity0  949
    item7  capacity1  204
    item8  obj  348  capacity0  250
    item8  capacity1  503
    item9  obj  310  capacity0  312
    item9  capacity1  263
    item10  obj  500  capacity0  870
    item10  capacity1  20
    item11  obj  672  capacity0  424
    item11  capacity1  751
    item12  obj  154  capacity0  274
    item12  capacity1  63
    item13  obj  462  capacity0  828
    item13  capacity1  281
    item14  obj  422  capacity0  257
    item14  capacity1  499
    item15  obj  454  capacity0  410
    item15  capacity1  486
    item16  obj  456  capacity0  644
    item16  capacity1  117
    item17  obj  758  capacity0  550
    item17  capacity1  981
    item18  obj  391  capacity0  86
    item18  capacity1  750
    item19  obj  407  capacity0  28
    item19  capacity1  962
    item20  obj  470  capacity0  866
    item20  capacity1  93
    item21  obj  768  capacity0  754
    item21  capacity1  725
    item22  obj  620  capacity0  838
    item22  capacity1  294
    item23  obj  612  capacity0  539
    item23  capacity1  542
    item24  obj  814  capacity0  818
    item24  capacity1  925
    item25  obj  322  capacity0  330
    item25  capacity1  277
    item26  obj  650  capacity0  453
    item26  capacity1  726
    item27  obj  427  capacity0  789
    item27  capacity1  161
    item28  obj  192  capacity0  124
    item28  capacity1  323
    item29  obj  705  capacity0  304
    item29  capacity1  970
    MARKER2  'MARKER'  'INTEND'
RHS
    rhs  capacity0  7696
    rhs  capacity1  7149
BOUNDS
 UP bnd  item0  1
 UP bnd  item1  1
 UP bnd  item2  1
 UP bnd  item3  1
 UP bnd  item4  1
 UP bnd  item5  1
 UP bnd  item6  1
 UP bnd  item7  1
 UP bnd  item8  1
 UP bnd  item9  1
 UP bnd  item10  1
 UP bnd  item11  1
 UP bnd  item12  1
 UP bnd  item13  1
 UP bnd  item14  1
 UP bnd  item15  1
 UP bnd  item16  1
 UP bnd  item17  1
 UP bnd  item18  1
 UP bnd  item19  1
 UP bnd  item20  1
 UP bnd  item21  1
 UP bnd  item22  1
 UP bnd  item23  1
 UP bnd  item24  1
 UP bnd  item25  1
 UP bnd  item26  1
 UP bnd  item27  1
 UP bnd  item28  1
 UP bnd  item29  1
ENDATA

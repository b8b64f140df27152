NAME set_cover_40_80
ROWS
 N  obj
 G  cover0
 G  cover1
 G  cover2
 G  cover3
 G  cover4
 G  cover5
 G  cover6
 G  cover7
 G  cover8
 G  cover9
 G  cover10
 G  cover11
 G  cover12
 G  cover13
 G  cover14
 G  cover15
 G  cover16
 G  cover17
 G  cover18
 G  cover19
 G  cover20
 G  cover21
 G  cover22
 G  cover23
 G  cover24
 G  cover25
 G  cover26
 G  cover27
 G  cover28
 G  cover29
 G  cover30
 G  cover31
 G  cover32
 G  cover33
 G  cover34
 G  cover35
 G  cover36
 G  cover37
 G  cover38
 G  cover39
COLUMNS
    MARKER1  'MARKER'  'INTORG'
    set0  obj  78  cover15  1
    set0  cover18  1  cover29  1
    set1  obj  16  cover25  1
    set1  cover33  1
    set2  obj  80  cover4  1
    set2  cover19  1  cover30  1
    set3  obj  71  cover15  1
    set3  cover20  1  cover34  1
    set4  obj  76  cover8  1
    set4  cover29  1
    set5  obj  72  cover23  1
    set6  obj  60  cover3  1
    set6  cover7  1  cover18  1
    set6  cover32  1
    set7  obj  35  cover10  1
    set7  cover34  1
    set8  obj  92  cover13  1
    set9  obj  99  cover28  1
    set9  cover30  1  cover33  1
    set10  obj  69  cover8  1
    set10  cover23  1  cover33  1
    set11  obj  36  cover5  1
    set11  cover7  1  cover11  1
    set11  cover20  1  cover22  1
    set12  obj  51  cover26  1
    set13  obj  57  cover20  1
    set14  obj  8  cover14  1
    set14  cover22  1  cover27  1
    set14  cover33  1  cover39  1
    set15  obj  9  cover5  1
    set15  cover19  1  cover20  1
    set15  cover30  1
    set16  obj  49  cover2  1
    set16  cover18  1  cover37  1
    set17  obj  57  cover5  1
    set17  cover15  1
    set18  obj  22  cover0  1
    set18  cover4  1  cover18  1
    set18  cover21  1
    set19  obj  27  cover3  1
    set19  cover8  1  cover17  1
    set19  cover24  1  cover32  1
    set20  obj  14  cover1  1
    set20  cover2  1  cover9  1
    set20  cover14  1  cover33  1
    set20  cover35  1  cover39  1
    set21  obj  92  cover10  1
    set21  cover11  1  cover12  1
    set21  cover21  1  cover27  1
    set22  obj  51  cover25  1
    set22  cover30  1
    set23  obj  28  cover20  1
    set23  cover31  1
    set24  obj  79  cover9  1
    set24  cover10  1  cover16  1
    set24  cover29  1  cover34  1
    set25  obj  96  cover7  1
    set25  cover30  1  cover39  1
    set26  obj  30  cover22  1
    set26  cover25  1  cover35  1
    set27  obj  90  cover32  1
    set28  obj  77  cover11  1
    set28  cover14  1
    set29  obj  80  cover3  1
    set29  cover6  1  cover7  1
    set29  cover13  1  cover16  1
    set29  cover31  1
    set30  obj  53  cover19  1
    set30  cover25  1  cover34  1
    set31  obj  92  cover3  1
    set31  cover4  1  cover24  1
    set32  obj  15  cover8  1
    set32  cover15  1  cover18  1
    set32  cover32  1  cover35  1
    set33  obj  9  cover11  1
    set33  cover18  1  cover22  1
    set33  cover26  1  cover34  1
    set34  obj  97  cover26  1
    set35  obj  50  cover12  1
    set35  cover34  1
    set36  obj  41  cover23  1
    set36  cover26  1  cover31  1
    set36  cover33  1
    set37  obj  74  cover0  1
    set37  cover8  1  cover35  1
    set38  obj  30  cover12  1
    set38  cover28  1
    set39  obj  64  cover0  1
    set39  cover10  1  cover18  1
    set40  obj  85  cover1  1
    set40  cover2  1  cover24  1
    set40  cover38  1
    set41  obj  81  cover5  1
    set41  cover10  1  cover12  1
    set42  obj  13  cover4  1
    set42  cover30  1  cover36  1
    set43  obj  97  cover0  1
    set43  cover17  1  cover23  1
    set43  cover35  1
    set44  obj  74  cover33  1
    set45  obj  70  cover12  1
    set45  cover14  1  cover25  1
    set45  cover27  1
    set46  obj  19  cover6  1
    set46  cover10  1  cover12  1
    set46  cover28  1  cover33  1
    set47  obj  93  cover26  1
    set47  cover28  1
    set48  obj  40  cover14  1
    set48  cover16  1
    set49  obj  95  cover33  1
    set49  cover38  1
    set50  obj  24  cover5  1
    set50  cover39  1
    set51  obj  10  cover11  1
    set51  cover16  1
    set52  obj  85  cover12  1
    set52  cover18  1  cover27  1
    set53  obj  59  cover8  1
    set53  cover12  1  cover13  1
    set53  cover23  1  cover37  1
    set54  obj  40  cover15  1
    set54  cover27  1
    set55  obj  98  cover25  1
    set55  cover30  1  cover34  1
    set56  obj  98  cover14  1
    set56  cover17  1  cover33  1
    set57  obj  2  cover10  1
    set57  cover32  1
    set58  obj  63  cover9  1
    set58  cover10  1  cover39  1
    set59  obj  81  cover2  1
    set59  cover21  1  cover30  1
    set59  cover38  1
    set60  obj  70  cover1  1
    set60  cover2  1  cover21  1
    set60  cover35  1  cover36  1
    set61  obj  61  cover6  1
    set61  cover29  1  cover36  1
    set62  obj  53  cover1  1
    set63  obj  54  cover19  1
    set63  cover27  1
    set64  obj  31  cover8  1
    set64  cover13  1
    set65  obj  15  cover2  1
    set65  cover6  1  cover9  1
    set65  cover24  1  cover35  1
    set66  obj  40  cover5  1
    set66  cover13  1  cover16  1
    set66  cover31  1
    set67  obj  70  cover16  1
    set67  cover22  1  cover36  1
    set67  cover39  1
    set68  obj  95  cover5  1
    set68  cover7  1  cover15  1
    set68  cover23  1
    set69  obj  97  cover5  1
    set69  cover10  1  cover20  1
    set69  cover22  1  cover23  1
    set69  cover30  1  cover34  1
    set69  cover38  1
    set70  obj  21  cover22  1
    set70  cover35  1  cover38  1
    set71  obj  3  cover0  1
    set71  cover6  1  cover30  1
    set72  obj  99  cover19  1
    set72  cover26  1  cover35  1
    set72  cover36  1
    set73  obj  68  cover7  1
    set73  cover26  1  cover27  1
    set73  cover29  1
    set74  obj  76  cover2  1
    set74  cover17  1  cover18  1
    set74  cover35  1
    set75  obj  82  cover6  1
    set75  cover7  1  cover27  1
    set75  cover30  1  cover36  1
    set76  obj  36  cover3  1
    set76  cover25  1  cover38  1
    set77  obj  87  cover10  1
    set77  cover33  1
    set78  obj  65  cover0  1
    set78  cover18  1  cover32  1
    set78  cover34  1
    set79  obj  65  cover8  1
    set79  cover19  1  cover35  1
    MARKER2  'MARKER'  'INTEND'
RHS
    rhs  cover0  1
    rhs  cover1  1
    rhs  cover2  1
    rhs  cover3  1
    rhs  cover4  1
    rhs  cover5  1
    rhs  cover6  1
    rhs  cover7  1
    rhs  cover8  1
    rhs  cover9  1
    rhs  cover10  1
    rhs  cover11  1
    rhs  cover12  1
    rhs  cover13  1
    rhs  cover14  1
    rhs  cover15  1
    rhs  cover16  1
    rhs  cover17  1
    rhs  cover18  1
    rhs  cover19  1
    rhs  cover20  1
    rhs  cover21  1
    rhs  cover22  1
    rhs  cover23  1
    rhs  cover24  1
    rhs  cover25  1
    rhs  cover26  1
    rhs  cover27  1
    rhs  cover28  1
    rhs  cover29  1
    rhs  cover30  1
    rhs  cover31  1
    rhs  cover32  1
    rhs  cover33  1
    rhs  cover34  1
    rhs  cover35  1
    rhs  cover36  1
    rhs  cover37  1
    rhs  cover38  1
    rhs  cover39  1
BOUNDS
 UP bnd  set0  1
 UP bnd  set1  1
 UP bnd  set2  1
 UP bnd  set3  1
 UP bnd  set4  1
 UP bnd  set5  1
 UP bnd  set6  1
 UP bnd  set7  1
 UP bnd  set8  1
 UP bnd  set9  1
 UP bnd  set10  1
 UP bnd  set11  1
 UP bnd  set12  1
 UP bnd  set13  1
 UP bnd  set14  1
 UP bnd  set15  1
 UP bnd  set16  1
 UP bnd  set17  1
 UP bnd  set18  1
 UP bnd  set19  1
 UP bnd  set20  1
 UP bnd  set21  1
 UP bnd  set22  1
 UP bnd  set23  1
 UP bnd  set24  1
 UP bnd  set25  1
 UP bnd  set26  1
 UP bnd  set27  1
 UP bnd  set28  1
 UP bnd  set29  1
 UP bnd  set30  1
 UP bnd  set31  1
 UP bnd  set32  1
 UP bnd  set33  1
 UP bnd  set34  1
 UP bnd  set35  1
 UP bnd  set36  1
 UP bnd  set37  1
 UP bnd  set38  1
 UP bnd  set39  1
 UP bnd  set40  1
 UP bnd  set41  1
 UP bnd  set42  1
 UP bnd  set43  1
 UP bnd  set44  1
 UP bnd  set45  1
 UP bnd  set46  1
 UP bnd  set47  1
 UP bnd  set48  1
 UP bnd  set49  1
 UP bnd  set50  1
 UP bnd  set51  1
 UP bnd  set52  1
 UP bnd  set53  1
 UP bnd  set54  1
 UP bnd  set55  1
 UP bnd  set56  1
 UP bnd  set57  1
 UP bnd  set58  1
 UP bnd  set59  1
 UP bnd  set60  1
 UP bnd  set61  1
 UP bnd  set62  1
 UP bnd  set63  1
 UP bnd  set64  1
 UP bnd  set65  1
 UP bnd  set66  1
 UP bnd  set67  1
 UP bnd  set68  1
 UP bnd  set69  1
 UP bnd  set70  1
 UP bnd  set71  1
 UP bnd  set72  1
 UP bnd  set73  1
 UP bnd  set74  1
 UP bnd  set75  1
 UP bnd  set76  1
 UP bnd  set77  1
 UP bnd  set78  1
 UP bnd  set79  1
ENDATA

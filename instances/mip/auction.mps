NAME combinatorial_auction_30_80
OBJSENSE
    MAX
ROWS
 N  obj
 L  item0
 L  item1
 L  item2
 L  item3
 L  item4
 L  item5
 L  item6
 L  item7
 L  item8
 L  item9
 L  item10
 L  item11
 L  item12
 L  item13
 L  item14
 L  item15
 L  item16
 L  item17
 L  item18
 L  item19
 L  item20
 L  item21
 L  item22
 L  item23
 L  item24
 L  item25
 L  item26
 L  item27
 L  item28
 L  item29
 L  bidder0
 L  bidder2
 L  bidder3
 L  bidder6
 L  bidder7
 L  bidder8
 L  bidder10
 L  bidder11
 L  bidder12
 L  bidder15
 L  bidder18
 L  bidder22
 L  bidder25
 L  bidder26
 L  bidder27
 L  bidder28
COLUMNS
    MARKER1  'MARKER'  'INTORG'
    bid0  obj  329  item11  1
    bid0  item20  1  item21  1
    bid0  item27  1  bidder0  1
    bid1  obj  308  item2  1
    bid1  item3  1  item11  1
    bid1  item28  1  bidder0  1
    bid2  obj  289  item3  1
    bid2  item4  1  item14  1
    bid2  item21  1  bidder0  1
    bid3  obj  244  item11  1
    bid3  item17  1  item25  1
    bid3  item27  1  bidder0  1
    bid4  obj  233  item0  1
    bid4  item13  1  item20  1
    bid4  item25  1  bidder0  1
    bid5  obj  130  item21  1
    bid6  obj  103  item25  1
    bid6  item29  1  bidder2  1
    bid7  obj  124  item15  1
    bid7  item29  1  bidder2  1
    bid8  obj  87  item11  1
    bid8  item26  1  bidder3  1
    bid9  obj  112  item22  1
    bid9  item26  1  bidder3  1
    bid10  obj  80  item14  1
    bid11  obj  76  item15  1
    bid11  item20  1
    bid12  obj  377  item3  1
    bid12  item18  1  item23  1
    bid12  item29  1  bidder6  1
    bid13  obj  369  item3  1
    bid13  item18  1  item25  1
    bid13  item29  1  bidder6  1
    bid14  obj  299  item1  1
    bid14  item18  1  item23  1
    bid14  item28  1  bidder6  1
    bid15  obj  275  item3  1
    bid15  item12  1  item17  1
    bid15  item23  1  bidder6  1
    bid16  obj  274  item4  1
    bid16  item16  1  item28  1
    bid16  item29  1  bidder6  1
    bid17  obj  163  item17  1
    bid17  item22  1  item29  1
    bid17  bidder7  1
    bid18  obj  212  item22  1
    bid18  item23  1  item29  1
    bid18  bidder7  1
    bid19  obj  156  item15  1
    bid19  item17  1  item26  1
    bid19  bidder7  1
    bid20  obj  347  item8  1
    bid20  item9  1  item10  1
    bid20  item13  1  bidder8  1
    bid21  obj  352  item0  1
    bid21  item6  1  item8  1
    bid21  item21  1  bidder8  1
    bid22  obj  282  item13  1
    bid22  item14  1  item18  1
    bid22  item28  1  bidder8  1
    bid23  obj  218  item10  1
    bid23  item15  1  item18  1
    bid23  item23  1  bidder8  1
    bid24  obj  201  item4  1
    bid24  item9  1  item11  1
    bid24  item12  1  bidder8  1
    bid25  obj  82  item13  1
    bid26  obj  194  item8  1
    bid26  item18  1  bidder10  1
    bid27  obj  194  item8  1
    bid27  item28  1  bidder10  1
    bid28  obj  151  item18  1
    bid28  item23  1  bidder10  1
    bid29  obj  139  item1  1
    bid29  item2  1  item17  1
    bid29  bidder11  1
    bid30  obj  178  item1  1
    bid30  item11  1  item21  1
    bid30  bidder11  1
    bid31  obj  83  item2  1
    bid31  item15  1  item20  1
    bid31  bidder11  1
    bid32  obj  267  item2  1
    bid32  item9  1  item20  1
    bid32  item24  1  bidder12  1
    bid33  obj  346  item3  1
    bid33  item6  1  item9  1
    bid33  item23  1  bidder12  1
    bid34  obj  342  item6  1
    bid34  item7  1  item18  1
    bid34  item24  1  bidder12  1
    bid35  obj  287  item2  1
    bid35  item7  1  item9  1
    bid35  item15  1  bidder12  1
    bid36  obj  210  item0  1
    bid36  item1  1  item20  1
    bid36  item25  1  bidder12  1
    bid37  obj  22  item23  1
    bid38  obj  118  item4  1
    bid38  item18  1
    bid39  obj  198  item5  1
    bid39  item8  1  item11  1
    bid39  item19  1  bidder15  1
    bid40  obj  246  item8  1
    bid40  item23  1  item25  1
    bid40  item27  1  bidder15  1
    bid41  obj  237  item2  1
    bid41  item9  1  item16  1
    bid41  item19  1  bidder15  1
    bid42  obj  233  item3  1
    bid42  item5  1  item15  1
    bid42  item19  1  bidder15  1
    bid43  obj  211  item4  1
    bid43  item5  1  item11  1
    bid43  item26  1  bidder15  1
    bid44  obj  73  item12  1
    bid45  obj  61  item7  1
    bid45  item11  1  item19  1
    bid45  item25  1
    bid46  obj  580  item1  1
    bid46  item3  1  item5  1
    bid46  item7  1  item9  1
    bid46  item10  1  item15  1
    bid46  item17  1  item19  1
    bid46  item24  1  bidder18  1
    bid47  obj  853  item1  1
    bid47  item3  1  item5  1
    bid47  item7  1  item10  1
    bid47  item18  1  item20  1
    bid47  item21  1  item23  1
    bid47  item27  1  bidder18  1
    bid48  obj  805  item2  1
    bid48  item5  1  item6  1
    bid48  item8  1  item10  1
    bid48  item13  1  item14  1
    bid48  item17  1  item21  1
    bid48  item28  1  bidder18  1
    bid49  obj  804  item5  1
    bid49  item6  1  item7  1
    bid49  item9  1  item14  1
    bid49  item17  1  item21  1
    bid49  item23  1  item27  1
    bid49  item28  1  bidder18  1
    bid50  obj  763  item2  1
    bid50  item5  1  item10  1
    bid50  item13  1  item14  1
    bid50  item16  1  item17  1
    bid50  item18  1  item21  1
    bid50  item28  1  bidder18  1
    bid51  obj  729  item1  1
    bid51  item3  1  item4  1
    bid51  item5  1  item13  1
    bid51  item18  1  item19  1
    bid51  item22  1  item23  1
    bid51  item27  1  bidder18  1
    bid52  obj  88  item24  1
    bid53  obj  61  item10  1
    bid54  obj  80  item23  1
    bid55  obj  228  item7  1
    bid55  item11  1  item14  1
    bid55  item16  1  bidder22  1
    bid56  obj  294  item16  1
    bid56  item18  1  item22  1
    bid56  item26  1  bidder22  1
    bid57  obj  277  item1  1
    bid57  item11  1  item12  1
    bid57  item24  1  bidder22  1
    bid58  obj  223  item7  1
    bid58  item14  1  item23  1
    bid58  item28  1  bidder22  1
    bid59  obj  192  item7  1
    bid59  item15  1  item22  1
    bid59  item26  1  bidder22  1
    bid60  obj  55  item19  1
    bid61  obj  219  item3  1
    bid61  item12  1
    bid62  obj  145  item12  1
    bid62  item22  1  bidder25  1
    bid63  obj  210  item22  1
    bid63  item27  1  bidder25  1
    bid64  obj  158  item3  1
    bid64  item12  1  bidder25  1
    bid65  obj  326  item6  1
    bid65  item12  1  item21  1
    bid65  bidder26  1
    bid66  obj  281  item1  1
    bid66  item3  1  item12  1
    bid66  bidder26  1
    bid67  obj  230  item6  1
    bid67  item12  1  item19  1
    bid67  bidder26  1
    bid68  obj  166  item11  1
    bid68  item21  1  item26  1
    bid68  bidder26  1
    bid69  obj  274  item3  1
    bid69  item9  1  item10  1
    bid69  item18  1  bidder27  1
    bid70  obj  351  item7  1
    bid70  item9  1  item18  1
    bid70  item19  1  bidder27  1
    bid71  obj  285  item3  1
    bid71  item19  1  item22  1
    bid71  item27  1  bidder27  1
    bid72  obj  153  item9  1
    bid72  item14  1  item19  1
    bid72  item24  1  bidder27  1
    bid73  obj  136  item6  1
    bid73  item10  1  item11  1
    bid73  item24  1  bidder27  1
    bid74  obj  281  item3  1
    bid74  item4  1  item12  1
    bid74  item21  1  bidder28  1
    bid75  obj  264  item2  1
    bid75  item4  1  item20  1
    bid75  item21  1  bidder28  1
    bid76  obj  261  item0  1
    bid76  item4  1  item17  1
    bid76  item21  1  bidder28  1
    bid77  obj  253  item3  1
    bid77  item12  1  item17  1
    bid77  item27  1  bidder28  1
    bid78  obj  239  item5  1
    bid78  item12  1  item17  1
    bid78  item22  1  bidder28  1
    bid79  obj  30  item19  1
    MARKER2  'MARKER'  'INTEND'
RHS
    rhs  item0  1
    rhs  item1  1
    rhs  item2  1
    rhs  item3  1
    rhs  item4  1
    rhs  item5  1
    rhs  item6  1
    rhs  item7  1
    rhs  item8  1
    rhs  item9  1
    rhs  item10  1
    rhs  item11  1
    rhs  item12  1
    rhs  item13  1
    rhs  item14  1
    rhs  item15  1
    rhs  item16  1
    rhs  item17  1
    rhs  item18  1
    rhs  item19  1
    rhs  item20  1
    rhs  item21  1
    rhs  item22  1
    rhs  item23  1
    rhs  item24  1
    rhs  item25  1
    rhs  item26  1
    rhs  item27  1
    rhs  item28  1
    rhs  item29  1
    rhs  bidder0  1
    rhs  bidder2  1
    rhs  bidder3  1
    rhs  bidder6  1
    rhs  bidder7  1
    rhs  bidder8  1
    rhs  bidder10  1
    rhs  bidder11  1
    rhs  bidder12  1
    rhs  bidder15  1
    rhs  bidder18  1
    rhs  bidder22  1
    rhs  bidder25  1
    rhs  bidder26  1
    rhs  bidder27  1
    rhs  bidder28  1
BOUNDS
 UP bnd  bid0  1
 UP bnd  bid1  1
 UP bnd  bid2  1
 UP bnd  bid3  1
 UP bnd  bid4  1
 UP bnd  bid5  1
 UP bnd  bid6  1
 UP bnd  bid7  1
 UP bnd  bid8  1
 UP bnd  bid9  1
 UP bnd  bid10  1
 UP bnd  bid11  1
 UP bnd  bid12  1
 UP bnd  bid13  1
 UP bnd  bid14  1
 UP bnd  bid15  1
 UP bnd  bid16  1
 UP bnd  bid17  1
 UP bnd  bid18  1
 UP bnd  bid19  1
 UP bnd  bid20  1
 UP bnd  bid21  1
 UP bnd  bid22  1
 UP bnd  bid23  1
 UP bnd  bid24  1
 UP bnd  bid25  1
 UP bnd  bid26  1
 UP bnd  bid27  1
 UP bnd  bid28  1
 UP bnd  bid29  1
 UP bnd  bid30  1
 UP bnd  bid31  1
 UP bnd  bid32  1
 UP bnd  bid33  1
 UP bnd  bid34  1
 UP bnd  bid35  1
 UP bnd  bid36  1
 UP bnd  bid37  1
 UP bnd  bid38  1
 UP bnd  bid39  1
 UP bnd  bid40  1
 UP bnd  bid41  1
 UP bnd  bid42  1
 UP bnd  bid43  1
 UP bnd  bid44  1
 UP bnd  bid45  1
 UP bnd  bid46  1
 UP bnd  bid47  1
 UP bnd  bid48  1
 UP bnd  bid49  1
 UP bnd  bid50  1
 UP bnd  bid51  1
 UP bnd  bid52  1
 UP bnd  bid53  1
 UP bnd  bid54  1
 UP bnd  bid55  1
 UP bnd  bid56  1
 UP bnd  bid57  1
 UP bnd  bid58  1
 UP bnd  bid59  1
 UP bnd  bid60  1
 UP bnd  bid61  1
 UP bnd  bid62  1
 UP bnd  bid63  1
 UP bnd  bid64  1
 UP bnd  bid65  1
 UP bnd  bid66  1
 UP bnd  bid67  1
 UP bnd  bid68  1
 UP bnd  bid69  1
 UP bnd  bid70  1
 UP bnd  bid71  1
 UP bnd  bid72  1
 UP bnd  bid73  1
 UP bnd  bid74  1
 UP bnd  bid75  1
 UP bnd  bid76  1
 UP bnd  bid77  1
 UP bnd  bid78  1
 UP bnd  bid79  1
ENDATA

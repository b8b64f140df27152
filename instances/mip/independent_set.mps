NAME independent_set_40
OBJSENSE
    MAX
ROWS
 N  obj
 L  edge0_3
 L  edge0_10
 L  edge0_17
 L  edge0_32
 L  edge0_37
 L  edge1_2
 L  edge1_11
 L  edge1_18
 L  edge1_24
 L  edge1_38
 L  edge2_11
 L  edge2_19
 L  edge2_22
 L  edge2_37
 L  edge3_5
 L  edge3_16
 L  edge3_30
 L  edge3_33
 L  edge3_39
 L  edge4_9
 L  edge4_31
 L  edge4_39
 L  edge5_15
 L  edge5_19
 L  edge5_31
 L  edge5_37
 L  edge6_12
 L  edge6_15
 L  edge6_16
 L  edge6_27
 L  edge6_28
 L  edge6_30
 L  edge6_35
 L  edge6_39
 L  edge7_12
 L  edge7_13
 L  edge7_19
 L  edge7_21
 L  edge7_22
 L  edge7_26
 L  edge7_31
 L  edge7_34
 L  edge7_35
 L  edge7_37
 L  edge8_9
 L  edge8_16
 L  edge8_17
 L  edge8_23
 L  edge8_34
 L  edge9_13
 L  edge9_14
 L  edge9_16
 L  edge9_18
 L  edge9_20
 L  edge9_22
 L  edge9_23
 L  edge9_24
 L  edge9_32
 L  edge10_25
 L  edge10_27
 L  edge11_14
 L  edge11_27
 L  edge12_24
 L  edge12_25
 L  edge12_30
 L  edge13_23
 L  edge13_25
 L  edge13_28
 L  edge14_18
 L  edge14_37
 L  edge15_19
 L  edge15_22
 L  edge15_33
 L  edge15_37
 L  edge16_17
 L  edge16_22
 L  edge16_35
 L  edge17_24
 L  edge17_29
 L  edge18_19
 L  edge18_29
 L  edge18_30
 L  edge18_31
 L  edge18_32
 L  edge18_35
 L  edge20_32
 L  edge20_38
 L  edge21_30
 L  edge21_31
 L  edge21_35
 L  edge22_34
 L  edge23_26
 L  edge23_33
 L  edge24_37
 L  edge26_32
 L  edge26_39
 L  edge27_30
 L  edge27_31
 L  edge27_32
 L  edge28_32
 L  edge29_31
 L  edge29_32
 L  edge30_31
 L  edge30_33
 L  edge30_37
 L  edge31_32
 L  edge32_36
 L  edge33_39
 L  edge34_38
 L  edge35_39
 L  edge36_37
COLUMNS
    MARKER1  'MARKER'  'INTORG'
    node0  obj  1  edge0_3  1
    node0  edge0_10  1  edge0_17  1
    node0  edge0_32  1  edge0_37  1
    node1  obj  1  edge1_2  1
    node1  edge1_11  1  edge1_18  1
    node1  edge1_24  1  edge1_38  1
    node2  obj  1  edge1_2  1
    node2  edge2_11  1  edge2_19  1
    node2  edge2_22  1  edge2_37  1
    node3  obj  1  edge0_3  1
    node3  edge3_5  1  edge3_16  1
    node3  edge3_30  1  edge3_33  1
    node3  edge3_39  1
    node4  obj  1  edge4_9  1
    node4  edge4_31  1  edge4_39  1
    node5  obj  1  edge3_5  1
    node5  edge5_15  1  edge5_19  1
    node5  edge5_31  1  edge5_37  1
    node6  obj  1  edge6_12  1
    node6  edge6_15  1  edge6_16  1
    node6  edge6_27  1  edge6_28  1
    node6  edge6_30  1  edge6_35  1
    node6  edge6_39  1
    node7  obj  1  edge7_12  1
    node7  edge7_13  1  edge7_19  1
    node7  edge7_21  1  edge7_22  1
    node7  edge7_26  1  edge7_31  1
    node7  edge7_34  1  edge7_35  1
    node7  edge7_37  1
    node8  obj  1  edge8_9  1
    node8  edge8_16  1  edge8_17  1
    node8  edge8_23  1  edge8_34  1
    node9  obj  1  edge4_9  1
    node9  edge8_9  1  edge9_13  1
    node9  edge9_14  1  edge9_16  1
    node9  edge9_18  1  edge9_20  1
    node9  edge9_22  1  edge9_23  1
    node9  edge9_24  1  edge9_32  1
    node10  obj  1  edge0_10  1
    node10  edge10_25  1  edge10_27  1
    node11  obj  1  edge1_11  1
    node11  edge2_11  1  edge11_14  1
    node11  edge11_27  1
    node12  obj  1  edge6_12  1
    node12  edge7_12  1  edge12_24  1
    node12  edge12_25  1  edge12_30  1
    node13  obj  1  edge7_13  1
    node13  edge9_13  1  edge13_23  1
    node13  edge13_25  1  edge13_28  1
    node14  obj  1  edge9_14  1
    node14  edge11_14  1  edge14_18  1
    node14  edge14_37  1
    node15  obj  1  edge5_15  1
    node15  edge6_15  1  edge15_19  1
    node15  edge15_22  1  edge15_33  1
    node15  edge15_37  1
    node16  obj  1  edge3_16  1
    node16  edge6_16  1  edge8_16  1
    node16  edge9_16  1  edge16_17  1
    node16  edge16_22  1  edge16_35  1
    node17  obj  1  edge0_17  1
    node17  edge8_17  1  edge16_17  1
    node17  edge17_24  1  edge17_29  1
    node18  obj  1  edge1_18  1
    node18  edge9_18  1  edge14_18  1
    node18  edge18_19  1  edge18_29  1
    node18  edge18_30  1  edge18_31  1
    node18  edge18_32  1  edge18_35  1
    node19  obj  1  edge2_19  1
    node19  edge5_19  1  edge7_19  1
    node19  edge15_19  1  edge18_19  1
    node20  obj  1  edge9_20  1
    node20  edge20_32  1  edge20_38  1
    node21  obj  1  edge7_21  1
    node21  edge21_30  1  edge21_31  1
    node21  edge21_35  1
    node22  obj  1  edge2_22  1
    node22  edge7_22  1  edge9_22  1
    node22  edge15_22  1  edge16_22  1
    node22  edge22_34  1
    node23  obj  1  edge8_23  1
    node23  edge9_23  1  edge13_23  1
    node23  edge23_26  1  edge23_33  1
    node24  obj  1  edge1_24  1
    node24  edge9_24  1  edge12_24  1
    node24  edge17_24  1  edge24_37  1
    node25  obj  1  edge10_25  1
    node25  edge12_25  1  edge13_25  1
    node26  obj  1  edge7_26  1
    node26  edge23_26  1  edge26_32  1
    node26  edge26_39  1
    node27  obj  1  edge6_27  1
    node27  edge10_27  1  edge11_27  1
    node27  edge27_30  1  edge27_31  1
    node27  edge27_32  1
    node28  obj  1  edge6_28  1
    node28  edge13_28  1  edge28_32  1
    node29  obj  1  edge17_29  1
    node29  edge18_29  1  edge29_31  1
    node29  edge29_32  1
    node30  obj  1  edge3_30  1
    node30  edge6_30  1  edge12_30  1
    node30  edge18_30  1  edge21_30  1
    node30  edge27_30  1  edge30_31  1
    node30  edge30_33  1  edge30_37  1
    node31  obj  1  edge4_31  1
    node31  edge5_31  1  edge7_31  1
    node31  edge18_31  1  edge21_31  1
    node31  edge27_31  1  edge29_31  1
    node31  edge30_31  1  edge31_32  1
    node32  obj  1  edge0_32  1
    node32  edge9_32  1  edge18_32  1
    node32  edge20_32  1  edge26_32  1
    node32  edge27_32  1  edge28_32  1
    node32  edge29_32  1  edge31_32  1
    node32  edge32_36  1
    node33  obj  1  edge3_33  1
    node33  edge15_33  1  edge23_33  1
    node33  edge30_33  1  edge33_39  1
    node34  obj  1  edge7_34  1
    node34  edge8_34  1  edge22_34  1
    node34  edge34_38  1
    node35  obj  1  edge6_35  1
    node35  edge7_35  1  edge16_35  1
    node35  edge18_35  1  edge21_35  1
    node35  edge35_39  1
    node36  obj  1  edge32_36  1
    node36  edge36_37  1
    node37  obj  1  edge0_37  1
    node37  edge2_37  1  edge5_37  1
    node37  edge7_37  1  edge14_37  1
    node37  edge15_37  1  edge24_37  1
    node37  edge30_37  1  edge36_37  1
    node38  obj  1  edge1_38  1
    node38  edge20_38  1  edge34_38  1
    node39  obj  1  edge3_39  1
    node39  edge4_39  1  edge6_39  1
    node39  edge26_39  1  edge33_39  1
    node39  edge35_39  1
    MARKER2  'MARKER'  'INTEND'
RHS
    rhs  edge0_3  1
    rhs  edge0_10  1
    rhs  edge0_17  1
    rhs  edge0_32  1
    rhs  edge0_37  1
    rhs  edge1_2  1
    rhs  edge1_11  1
    rhs  edge1_18  1
    rhs  edge1_24  1
    rhs  edge1_38  1
    rhs  edge2_11  1
    rhs  edge2_19  1
    rhs  edge2_22  1
    rhs  edge2_37  1
    rhs  edge3_5  1
    rhs  edge3_16  1
    rhs  edge3_30  1
    rhs  edge3_33  1
    rhs  edge3_39  1
    rhs  edge4_9  1
    rhs  edge4_31  1
    rhs  edge4_39  1
    rhs  edge5_15  1
    rhs  edge5_19  1
    rhs  edge5_31  1
    rhs  edge5_37  1
    rhs  edge6_12  1
    rhs  edge6_15  1
    rhs  edge6_16  1
    rhs  edge6_27  1
    rhs  edge6_28  1
    rhs  edge6_30  1
    rhs  edge6_35  1
    rhs  edge6_39  1
    rhs  edge7_12  1
    rhs  edge7_13  1
    rhs  edge7_19  1
    rhs  edge7_21  1
    rhs  edge7_22  1
    rhs  edge7_26  1
    rhs  edge7_31  1
    rhs  edge7_34  1
    rhs  edge7_35  1
    rhs  edge7_37  1
    rhs  edge8_9  1
    rhs  edge8_16  1
    rhs  edge8_17  1
    rhs  edge8_23  1
    rhs  edge8_34  1
    rhs  edge9_13  1
    rhs  edge9_14  1
    rhs  edge9_16  1
    rhs  edge9_18  1
    rhs  edge9_20  1
    rhs  edge9_22  1
    rhs  edge9_23  1
    rhs  edge9_24  1
    rhs  edge9_32  1
    rhs  edge10_25  1
    rhs  edge10_27  1
    rhs  edge11_14  1
    rhs  edge11_27  1
    rhs  edge12_24  1
    rhs  edge12_25  1
    rhs  edge12_30  1
    rhs  edge13_23  1
    rhs  edge13_25  1
    rhs  edge13_28  1
    rhs  edge14_18  1
    rhs  edge14_37  1
    rhs  edge15_19  1
    rhs  edge15_22  1
    rhs  edge15_33  1
    rhs  edge15_37  1
    rhs  edge16_17  1
    rhs  edge16_22  1
    rhs  edge16_35  1
    rhs  edge17_24  1
    rhs  edge17_29  1
    rhs  edge18_19  1
    rhs  edge18_29  1
    rhs  edge18_30  1
    rhs  edge18_31  1
    rhs  edge18_32  1
    rhs  edge18_35  1
    rhs  edge20_32  1
    rhs  edge20_38  1
    rhs  edge21_30  1
    rhs  edge21_31  1
    rhs  edge21_35  1
    rhs  edge22_34  1
    rhs  edge23_26  1
    rhs  edge23_33  1
    rhs  edge24_37  1
    rhs  edge26_32  1
    rhs  edge26_39  1
    rhs  edge27_30  1
    rhs  edge27_31  1
    rhs  edge27_32  1
    rhs  edge28_32  1
    rhs  edge29_31  1
    rhs  edge29_32  1
    rhs  edge30_31  1
    rhs  edge30_33  1
    rhs  edge30_37  1
    rhs  edge31_32  1
    rhs  edge32_36  1
    rhs  edge33_39  1
    rhs  edge34_38  1
    rhs  edge35_39  1
    rhs  edge36_37  1
BOUNDS
 UP bnd  node0  1
 UP bnd  node1  1
 UP bnd  node2  1
 UP bnd  node3  1
 UP bnd  node4  1
 UP bnd  node5  1
 UP bnd  node6  1
 UP bnd  node7  1
 UP bnd  node8  1
 UP bnd  node9  1
 UP bnd  node10  1
 UP bnd  node11  1
 UP bnd  node12  1
 UP bnd  node13  1
 UP bnd  node14  1
 UP bnd  node15  1
 UP bnd  node16  1
 UP bnd  node17  1
 UP bnd  node18  1
 UP bnd  node19  1
 UP bnd  node20  1
 UP bnd  node21  1
 UP bnd  node22  1
 UP bnd  node23  1
 UP bnd  node24  1
 UP bnd  node25  1
 UP bnd  node26  1
 UP bnd  node27  1
 UP bnd  node28  1
 UP bnd  node29  1
 UP bnd  node30  1
 UP bnd  node31  1
 UP bnd  node32  1
 UP bnd  node33  1
 UP bnd  node34  1
 UP bnd  node35  1
 UP bnd  node36  1
 UP bnd  node37  1
 UP bnd  node38  1
 UP bnd  node39  1
ENDATA

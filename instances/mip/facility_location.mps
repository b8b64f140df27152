NAME facility_location_12_6
ROWS
 N  obj
 G  demand0
 G  demand1
 G  demand2
 G  demand3
 G  demand4
 G  demand5
 G  demand6
 G  demand7
 G  demand8
 G  demand9
 G  demand10
 G  demand11
 L  capacity0
 L  capacity1
 L  capacity2
 L  capacity3
 L  capacity4
 L  capacity5
 L  link0_0
 L  link0_1
 L  link0_2
 L  link0_3
 L  link0_4
 L  link0_5
 L  link0_6
 L  link0_7
 L  link0_8
 L  link0_9
 L  link0_10
 L  link0_11
 L  link1_0
 L  link1_1
 L  link1_2
 L  link1_3
 L  link1_4
 L  link1_5
 L  link1_6
 L  link1_7
 L  link1_8
 L  link1_9
 L  link1_10
 L  link1_11
 L  link2_0
 L  link2_1
 L  link2_2
 L  link2_3
 L  link2_4
 L  link2_5
 L  link2_6
 L  link2_7
 L  link2_8
 L  link2_9
 L  link2_10
 L  link2_11
 L  link3_0
 L  link3_1
 L  link3_2
 L  link3_3
 L  link3_4
 L  link3_5
 L  link3_6
 L  link3_7
 L  link3_8
 L  link3_9
 L  link3_10
 L  link3_11
 L  link4_0
 L  link4_1
 L  link4_2
 L  link4_3
 L  link4_4
 L  link4_5
 L  link4_6
 L  link4_7
 L  link4_8
 L  link4_9
 L  link4_10
 L  link4_11
 L  link5_0
 L  link5_1
 L  link5_2
 L  link5_3
 L  link5_4
 L  link5_5
 L  link5_6
 L  link5_7
 L  link5_8
 L  link5_9
 L  link5_10
 L  link5_11
 G  total
COLUMNS
    MARKER1  'MARKER'  'INTORG'
    open0  obj  957  capacity0  -78
    open0  link0_0  -1  link0_1  -1
    open0  link0_2  -1  link0_3  -1
    open0  link0_4  -1  link0_5  -1
    open0  link0_6  -1  link0_7  -1
    open0  link0_8  -1  link0_9  -1
    open0  link0_10  -1  link0_11  -1
    open0  total  78
    open1  obj  1458  capacity1  -204
    open1  link1_0  -1  link1_1  -1
    open1  link1_2  -1  link1_3  -1
    open1  link1_4  -1  link1_5  -1
    open1  link1_6  -1  link1_7  -1
    open1  link1_8  -1  link1_9  -1
    open1  link1_10  -1  link1_11  -1
    open1  total  204
    open2  obj  979  capacity2  -74
    open2  link2_0  -1  link2_1  -1
    open2  link2_2  -1  link2_3  -1
    open2  link2_4  -1  link2_5  -1
    open2  link2_6  -1  link2_7  -1
    open2  link2_8  -1  link2_9  -1
    open2  link2_10  -1  link2_11  -1
    open2  total  74
    open3  obj  1193  capacity3  -108
    open3  link3_0  -1  link3_1  -1
    open3  link3_2  -1  link3_3  -1
    open3  link3_4  -1  link3_5  -1
    open3  link3_6  -1  link3_7  -1
    open3  link3_8  -1  link3_9  -1
    open3  link3_10  -1  link3_11  -1
    open3  total  108
    open4  obj  1403  capacity4  -163
    open4  link4_0  -1  link4_1  -1
    open4  link4_2  -1  link4_3  -1
    open4  link4_4  -1  link4_5  -1
    open4  link4_6  -1  link4_7  -1
    open4  link4_8  -1  link4_9  -1
    open4  link4_10  -1  link4_11  -1
    open4  total  163
    open5  obj  1269  capacity5  -140
    open5  link5_0  -1  link5_1  -1
    open5  link5_2  -1  link5_3  -1
    open5  link5_4  -1  link5_5  -1
    open5  link5_6  -1  link5_7  -1
    open5  link5_8  -1  link5_9  -1
    open5  link5_10  -1  link5_11  -1
    open5  total  140
    MARKER2  'MARKER'  'INTEND'
    serve0_0  obj  33.934  demand0  1
    serve0_0  capacity0  19  link0_0  1
    serve0_1  obj  128.474  demand1  1
    serve0_1  capacity0  20  link0_1  1
    serve0_2  obj  166.489  demand2  1
    serve0_2  capacity0  28  link0_2  1
    serve0_3  obj  196.452  demand3  1
    serve0_3  capacity0  34  link0_3  1
    serve0_4  obj  28.399  demand4  1
    serve0_4  capacity0  6  link0_4  1
    serve0_5  obj  30.046  demand5  1
    serve0_5  capacity0  9  link0_5  1
    serve0_6  obj  192.173  demand6  1
    serve0_6  capacity0  30  link0_6  1
    serve0_7  obj  206.785  demand7  1
    serve0_7  capacity0  34  link0_7  1
    serve0_8  obj  87.823  demand8  1
    serve0_8  capacity0  12  link0_8  1
    serve0_9  obj  53.338  demand9  1
    serve0_9  capacity0  14  link0_9  1
    serve0_10  obj  92.955  demand10  1
    serve0_10  capacity0  31  link0_10  1
    serve0_11  obj  118.816  demand11  1
    serve0_11  capacity0  18  link0_11  1
    serve1_0  obj  25.324  demand0  1
    serve1_0  capacity1  19  link1_0  1
    serve1_1  obj  129.461  demand1  1
    serve1_1  capacity1  20  link1_1  1
    serve1_2  obj  142.481  demand2  1
    serve1_2  capacity1  28  link1_2  1
    serve1_3  obj  188.473  demand3  1
    serve1_3  capacity1  34  link1_3  1
    serve1_4  obj  32.38  demand4  1
    serve1_4  capacity1  6  link1_4  1
    serve1_5  obj  25.649  demand5  1
    serve1_5  capacity1  9  link1_5  1
    serve1_6  obj  166.453  demand6  1
    serve1_6  capacity1  30  link1_6  1
    serve1_7  obj  202.226  demand7  1
    serve1_7  capacity1  34  link1_7  1
    serve1_8  obj  78.276  demand8  1
    serve1_8  capacity1  12  link1_8  1
    serve1_9  obj  45.545  demand9  1
    serve1_9  capacity1  14  link1_9  1
    serve1_10  obj  109.832  demand10  1
    serve1_10  capacity1  31  link1_10  1
    serve1_11  obj  114.37  demand11  1
    serve1_11  capacity1  18  link1_11  1
    serve2_0  obj  112.08  demand0  1
    serve2_0  capacity2  19  link2_0  1
    serve2_1  obj  149.078  demand1  1
    serve2_1  capacity2  20  link2_1  1
    serve2_2  obj  54.254  demand2  1
    serve2_2  capacity2  28  link2_2  1
    serve2_3  obj  181.014  demand3  1
    serve2_3  capacity2  34  link2_3  1
    serve2_4  obj  57.992  demand4  1
    serve2_4  capacity2  6  link2_4  1
    serve2_5  obj  35.502  demand5  1
    serve2_5  capacity2  9  link2_5  1
    serve2_6  obj  68.328  demand6  1
    serve2_6  capacity2  30  link2_6  1
    serve2_7  obj  207.723  demand7  1
    serve2_7  capacity2  34  link2_7  1
    serve2_8  obj  10.745  demand8  1
    serve2_8  capacity2  12  link2_8  1
    serve2_9  obj  48.183  demand9  1
    serve2_9  capacity2  14  link2_9  1
    serve2_10  obj  240.872  demand10  1
    serve2_10  capacity2  31  link2_10  1
    serve2_11  obj  101.04  demand11  1
    serve2_11  capacity2  18  link2_11  1
    serve3_0  obj  61.666  demand0  1
    serve3_0  capacity3  19  link3_0  1
    serve3_1  obj  138.042  demand1  1
    serve3_1  capacity3  20  link3_1  1
    serve3_2  obj  60.184  demand2  1
    serve3_2  capacity3  28  link3_2  1
    serve3_3  obj  174.239  demand3  1
    serve3_3  capacity3  34  link3_3  1
    serve3_4  obj  46.638  demand4  1
    serve3_4  capacity3  6  link3_4  1
    serve3_5  obj  22.457  demand5  1
    serve3_5  capacity3  9  link3_5  1
    serve3_6  obj  80.459  demand6  1
    serve3_6  capacity3  30  link3_6  1
    serve3_7  obj  197.975  demand7  1
    serve3_7  capacity3  34  link3_7  1
    serve3_8  obj  42.633  demand8  1
    serve3_8  capacity3  12  link3_8  1
    serve3_9  obj  32.273  demand9  1
    serve3_9  capacity3  14  link3_9  1
    serve3_10  obj  179.993  demand10  1
    serve3_10  capacity3  31  link3_10  1
    serve3_11  obj  103.402  demand11  1
    serve3_11  capacity3  18  link3_11  1
    serve4_0  obj  202.598  demand0  1
    serve4_0  capacity4  19  link4_0  1
    serve4_1  obj  89.144  demand1  1
    serve4_1  capacity4  20  link4_1  1
    serve4_2  obj  260.017  demand2  1
    serve4_2  capacity4  28  link4_2  1
    serve4_3  obj  137.352  demand3  1
    serve4_3  capacity4  34  link4_3  1
    serve4_4  obj  55.455  demand4  1
    serve4_4  capacity4  6  link4_4  1
    serve4_5  obj  60.826  demand5  1
    serve4_5  capacity4  9  link4_5  1
    serve4_6  obj  291.795  demand6  1
    serve4_6  capacity4  30  link4_6  1
    serve4_7  obj  132.714  demand7  1
    serve4_7  capacity4  34  link4_7  1
    serve4_8  obj  87.703  demand8  1
    serve4_8  capacity4  12  link4_8  1
    serve4_9  obj  91.297  demand9  1
    serve4_9  capacity4  14  link4_9  1
    serve4_10  obj  261.948  demand10  1
    serve4_10  capacity4  31  link4_10  1
    serve4_11  obj  57.894  demand11  1
    serve4_11  capacity4  18  link4_11  1
    serve5_0  obj  111.673  demand0  1
    serve5_0  capacity5  19  link5_0  1
    serve5_1  obj  49.285  demand1  1
    serve5_1  capacity5  20  link5_1  1
    serve5_2  obj  172.048  demand2  1
    serve5_2  capacity5  28  link5_2  1
    serve5_3  obj  30.114  demand3  1
    serve5_3  capacity5  34  link5_3  1
    serve5_4  obj  32.238  demand4  1
    serve5_4  capacity5  6  link5_4  1
    serve5_5  obj  19.134  demand5  1
    serve5_5  capacity5  9  link5_5  1
    serve5_6  obj  200.988  demand6  1
    serve5_6  capacity5  30  link5_6  1
    serve5_7  obj  46.888  demand7  1
    serve5_7  capacity5  34  link5_7  1
    serve5_8  obj  66.287  demand8  1
    serve5_8  capacity5  12  link5_8  1
    serve5_9  obj  30.439  demand9  1
    serve5_9  capacity5  14  link5_9  1
    serve5_10  obj  122.238  demand10  1
    serve5_10  capacity5  31  link5_10  1
    serve5_11  obj  30.745  demand11  1
    serve5_11  capacity5  18  link5_11  1
RHS
    rhs  demand0  1
    rhs  demand1  1
    rhs  demand2  1
    rhs  demand3  1
    rhs  demand4  1
    rhs  demand5  1
    rhs  demand6  1
    rhs  demand7  1
    rhs  demand8  1
    rhs  demand9  1
    rhs  demand10  1
    rhs  demand11  1
    rhs  total  255
BOUNDS
 UP bnd  open0  1
 UP bnd  open1  1
 UP bnd  open2  1
 UP bnd  open3  1
 UP bnd  open4  1
 UP bnd  open5  1
 UP bnd  serve0_0  1
 UP bnd  serve0_1  1
 UP bnd  serve0_2  1
 UP bnd  serve0_3  1
 UP bnd  serve0_4  1
 UP bnd  serve0_5  1
 UP bnd  serve0_6  1
 UP bnd  serve0_7  1
 UP bnd  serve0_8  1
 UP bnd  serve0_9  1
 UP bnd  serve0_10  1
 UP bnd  serve0_11  1
 UP bnd  serve1_0  1
 UP bnd  serve1_1  1
 UP bnd  serve1_2  1
 UP bnd  serve1_3  1
 UP bnd  serve1_4  1
 UP bnd  serve1_5  1
 UP bnd  serve1_6  1
 UP bnd  serve1_7  1
 UP bnd  serve1_8  1
 UP bnd  serve1_9  1
 UP bnd  serve1_10  1
 UP bnd  serve1_11  1
 UP bnd  serve2_0  1
 UP bnd  serve2_1  1
 UP bnd  serve2_2  1
 UP bnd  serve2_3  1
 UP bnd  serve2_4  1
 UP bnd  serve2_5  1
 UP bnd  serve2_6  1
 UP bnd  serve2_7  1
 UP bnd  serve2_8  1
 UP bnd  serve2_9  1
 UP bnd  serve2_10  1
 UP bnd  serve2_11  1
 UP bnd  serve3_0  1
 UP bnd  serve3_1  1
 UP bnd  serve3_2  1
 UP bnd  serve3_3  1
 UP bnd  serve3_4  1
 UP bnd  serve3_5  1
 UP bnd  serve3_6  1
 UP bnd  serve3_7  1
 UP bnd  serve3_8  1
 UP bnd  serve3_9  1
 UP bnd  serve3_10  1
 UP bnd  serve3_11  1
 UP bnd  serve4_0  1
 UP bnd  serve4_1  1
 UP bnd  serve4_2  1
 UP bnd  serve4_3  1
 UP bnd  serve4_4  1
 UP bnd  serve4_5  1
 UP bnd  serve4_6  1
 UP bnd  serve4_7  1
 UP bnd  serve4_8  1
 UP bnd  serve4_9  1
 UP bnd  serve4_10  1
 UP bnd  serve4_11  1
 UP bnd  serve5_0  1
 UP bnd  serve5_1  1
 UP bnd  serve5_2  1
 UP bnd  serve5_3  1
 UP bnd  serve5_4  1
 UP bnd  serve5_5  1
 UP bnd  serve5_6  1
 UP bnd  serve5_7  1
 UP bnd  serve5_8  1
 UP bnd  serve5_9  1
 UP bnd  serve5_10  1
 UP bnd  serve5_11  1
ENDATA

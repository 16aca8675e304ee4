"""A small table of our own in the layout of every source, for the contract they all keep."""

from __future__ import annotations

_ATOP = (
    "atopid,member,phase,yrent,moent,dayent,yrexit,moexit,dayexit,"
    "defense,offense,neutral,nonagg,consul\n"
)

SAMPLES: dict[str, str] = {
    "atop": _ATOP
    + "9001,220,0,1900,3,1,1910,6,,1,0,0,0,1\n"
    + "9001,365,0,1900,3,1,1910,6,,1,0,0,0,1\n"
    + "9002,2,1,1990,1,1,2000,1,1,0,0,0,1,0\n"
    + "9002,260,1,1990,1,1,1990,10,3,0,0,0,1,0\n"
    + "9002,255,1,1990,10,3,2000,1,1,0,0,0,1,0\n"
    + "9002,2,2,2000,1,1,0,0,0,1,0,0,0,0\n"
    + "9002,255,2,2000,1,1,0,0,0,1,0,0,0,0\n",
    "cow-states": "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    "FRN,220,France,1820,2,3,1940,6,22,made up\n"
    "FRN,220,France,1945,5,6,2016,12,31,made up\n"
    "RUS,365,Russia,1820,2,3,2016,12,31,made up\n",
    "cow-nmc": "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
    "NAM,565,1995,-9,8,0,,1650.5,NA,.0003,2021\n"
    "RUS,365,1980,201000,3900,147941,1300000,265000,120000,.17,2021\n",
    "contiguity": "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version\n"
    '255290,255,"GMY",290,"POL",1,191902,193908,"none, yet",3.2\n'
    '255290,255,"GMY",290,"POL",1,199102,201612,"",3.2\n'
    '002040,2,"USA",40,"CUB",4,190301,201612,"",3.2\n',
    "archigos": "obsid,leadid,ccode,idacr,leader,startdate,enddate,entry,exit\n"
    "NAM-1990,a1,565,NA,Nujoma,1990-03-21,2005-03-21,Regular,Regular\n"
    "RUS-2012,b2,365,RUS,Putin,2012-05-07,2015-12-31,Regular,Still in Office\n"
    "USA-1981,c3,2,USA,Reagan,1981-01-20,1981-12-31,Regular,(n_year)\n"
    "USA-1981,c3,2,USA,Reagan,1982-01-01,1989-01-20,(p_year),Regular\n",
    "mid": "dispnum3,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,"
    "sidea,hiact,hostlev,orig\n"
    "9001,RUS,365,-9,7,1950,-9,8,1950,1,16,4,1\n"
    "9001,USA,2,3,7,1950,24,8,1950,0,0,1,1\n",
    "cow-wars": "warnum,statea,stateb,warstrtmnth,warstrtday,warstrtyr,warendmnth,warenday,"
    "warendyr,year,warolea\n"
    "901,365,640,5,2,1830,7,9,1831,1830,1\n"
    "901,365,640,5,2,1830,7,9,1831,1831,1\n"
    "901,640,365,5,2,1830,7,9,1831,1830,3\n",
    "ucdp-acd": "conflict_id,location,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,incompatibility,year,"
    "intensity_level,type_of_conflict,start_date\n"
    '901,Iraq,2,"200, 900",645,,2,2003,2,2,2003-03-20\n'
    "902,Namibia,560,NA,,,territory,1988,1,II,1966-08-26\n",
    "un-votes": "rcid,country,country_code,vote\n"
    "1,Namibia,NA,yes\n"
    "1,Russia,RU,no\n"
    "1,Federal Republic of Germany,,abstain\n"
    "2,Yugoslavia,YU,yes\n"
    "2,Georgia,GE,yes\n",
    "igo": "ccode,year,state,NATO,UPU\n2,1990,USA,1,1\n365,1990,RUS,0,1\n40,1990,CUB,-9,3\n",
    "distance": "ccode1,ccode2,year,mindist\n2,20,1990,0\n2,200,1990,5500.5\n",
    "rivalries": "tssr_id,rivalry,ccode1,ccode2,start,end\n"
    "1,A-B,200,220,1816,1904\n2,C-D,2,365,1945,1989\n",
    "trade": "ccode,year,imports,exports\n2,1990,517,394\n365,1980,-9,76\n",
    "trade-dyads": "ccode1,ccode2,year,flow1,flow2\n2,20,1990,93.5,81\n2,40,1990,-9,0\n",
    "gw-states": "gwcode,stateabb,statename,startdate,enddate\n"
    "220,FRN,France,1816-01-01,2017-12-31\n678,YAR,Yemen,1918-10-30,2017-12-31\n",
    "contiguity-types": "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,"
    "version\n"
    '255290,255,"GMY",290,"POL",1,199102,201612,"",3.2\n'
    '002040,2,"USA",40,"CUB",4,190301,201612,"",3.2\n',
}
"""By the word of the source on the command line. The rows are made up or common knowledge."""

CALLS = "rcid,session,importantvote,date,unres,amend,para,short,descr\n" + (
    "1,45,0,1990-12-11,R/45/1,0,0,,\n2,65,0,2010-10-26,R/65/6,0,0,,\n"
)
"""The roll calls that the votes are of."""

PUBLISHED = {
    "atop": ("alliances/atop5_1m.csv.gz", 789),
    "cow-states": ("states/cow_states.csv", 243),
    "cow-nmc": ("capabilities/cow_nmc.csv.gz", 17_121),
    "contiguity": ("geo/contdir_v320_native.csv", 500),
    "archigos": ("leaders/archigos41_annual.tsv.gz", 3_409),
    "mid": ("conflict/gml_part.csv.gz", 5_217),
    "cow-wars": ("conflict/directed_dyadic_war.csv.gz", 590),
    "ucdp-acd": ("conflict/ucdp_acd.csv.gz", 5_649),
    "un-votes": ("un/un_votes.csv.gz", 870_000),
    "igo": ("igo/igo_membership_long.parquet", 538_965),
    "distance": ("geo/cow_mindist.parquet", 952_244),
    "rivalries": ("conflict/tss_rivalries.csv", 249),
    "trade": ("capabilities/cow_trade_sy.csv.gz", 14_410),
    "gw-states": ("states/gw_states.csv", 216),
    "contiguity-types": ("geo/contdir_v320_native.csv", 847),
}
"""Where the shared folder has a published file, and how many values it gives at least."""

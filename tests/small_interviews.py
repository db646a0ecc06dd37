"""Interviews that several tests search: one that can be understood, and one in words that no lexicon has."""

LIGHTHOUSE = """\
---
id: lighthouse
title: Den sista fyrvaktaren
language: sv
interviewers: [Kim]
people:
  Åke: Åke Holm, fyrvaktare
---
**Kim:** Hur länge arbetade du på fyren?

**Åke:** I fyrtio år. Min far var fyrvaktare före mig.

? När slutade han?

**Kim:** Vad saknar du mest?

**Åke:** Tystnaden efter en storm, och fåglarna om våren.
"""

NONSENSE = """\
---
id: nonsense
title: Qaxim
language: tlh
interviewers: [Bo]
people: {Li: Li}
---
**Bo:** fumpo?

**Li:** zorka blipo.

**Bo:** grimpu?

**Li:** krato krato vundi.

**Bo:** hesko?

**Li:** vundi qaxim.

**Bo:** mirpo tarvo?

**Li:** dolbi.
"""

"""`make faults`: the whole site as real processes under a seeded storm, then the books are compared.

plan       what will happen when, as data, from a seed
sound      a short recording for each job, unlike every other
processes  a program that can be killed, frozen and started again; stack: all of them
clients    programs that upload over HTTP; person: presses "send again" and cancels
weather    makes the plan come true; watch: sees how jobs go on after a kill
evidence   what database, sandbox and clients say in the end; judge: compares it
report     the table, and docs/reliability.md
"""

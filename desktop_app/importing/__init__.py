"""Turns foreign sheets into a change plan.

A file goes through the packages in this order: `layout` finds the tables of a sheet, `mapping`
tells what each column is, `cells` what each cell says, `firms` which firm a row speaks of, and
`records` gathers what the rows give. `memory` keeps what people said on the way. `preview` runs
the whole, `plan` makes one change of it.
"""

"""Turns foreign sheets into a change plan.

A file goes through the packages in this order: `layout` finds the tables of a sheet, `mapping`
tells what each column is, `moves` bring cells to where they are read, `cells` tell what each says,
`firms` which firm a row speaks of, and `records` gathers what the rows give. `memory` keeps what
people said on the way. `preview` runs the whole, `understand` puts together what is known of one
table, `plan` makes one change of all. docs/importer.md tells where to change what.
"""

"""The window: asks and shows. All of Qt lives here; no SQL, no rules.

How to add a page
-----------------
1. Write `desktop_app/ui/pages/<key>.py` with a function `make(desk)` and a class over `page.Page`;
   a page with parts of its own is a package, `<key>/page.py`::

       class IncubatorPage(Page):
           forms = frozenset({"incubator", "carrier"})

           def __init__(self, desk: Desk) -> None:
               super().__init__(desk, _("孵化器"))
               self.header.add_action(primary(_("全审"), self._check))
               self.body.addWidget(...)  # filter bar, grid, legend
               self.set_side(SidePanel())  # a drawer in narrow windows

           def reload(self) -> None:
               self.desk.operations.run(self._load, self._show)

   `reload` is called when the page is shown after its forms or the period changed.
   `show_target` takes what `desk.go("incubator", {"uid": ...})` asks for, `next_finding` F8,
   `first_focus` names the widget that takes the focus.
2. Enter it in `page_table.py`: module, initials, label, icon and group. The module is imported when
   the page is first visited.
3. A page never waits: work goes through `desk.operations.run(job, then)` (queries, saves) or
   `long_work.LongWork` (import, pack, report: a child process). A result that is or carries an
   `Applied` refreshes whatever is open.
   A page that shows its own change already (a grid that saved a cell) passes `origin=self`.
4. Tables: a source as in `grid.source` behind `grid.model.GridModel`; over it
   `grid.view.EntryGrid`, `grid.list.ListTable` (with `RowsModel`) and `forms.editor.FormEditor`,
   which all type through the same model; `grid.lines.LinesModel` for a few hundred lines that a
   page has in hand.
5. Colours, sizes and fonts come from `theme` and `tokens`; shapes of states from `glyphs`; parts
   from `components`. A page sets no style sheet of its own.
"""

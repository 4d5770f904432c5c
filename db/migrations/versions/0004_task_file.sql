CREATE TABLE task_code (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	label TEXT, 
	list TEXT, 
	code TEXT, 
	label_en TEXT, 
	above TEXT, 
	since INTEGER, 
	until INTEGER, 
	aliases TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_task_code PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_task_code UNIQUE (unit, list, code)
);
CREATE TABLE task_code_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	label TEXT, 
	list TEXT, 
	code TEXT, 
	label_en TEXT, 
	above TEXT, 
	since INTEGER, 
	until INTEGER, 
	aliases TEXT, 
	CONSTRAINT pk_task_code_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_task_code_history_uid ON task_code_history (uid);
CREATE TABLE task_due (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	name TEXT, 
	uscc TEXT, 
	for_unit TEXT, 
	for_period TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_task_due PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_task_due UNIQUE (unit, for_period, for_unit, uscc)
);
CREATE TABLE task_due_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	name TEXT, 
	uscc TEXT, 
	for_unit TEXT, 
	for_period TEXT, 
	CONSTRAINT pk_task_due_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_task_due_history_uid ON task_due_history (uid);
CREATE TABLE task_form (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	for_period TEXT, 
	for_unit TEXT, 
	form TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_task_form PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_task_form UNIQUE (unit, for_period, for_unit, form)
);
CREATE TABLE task_form_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	for_period TEXT, 
	for_unit TEXT, 
	form TEXT, 
	CONSTRAINT pk_task_form_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_task_form_history_uid ON task_form_history (uid);
CREATE TABLE task_parameter (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	name TEXT, 
	item TEXT, 
	since INTEGER, 
	until INTEGER, 
	value INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_task_parameter PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_task_parameter UNIQUE (unit, name, item, since)
);
CREATE TABLE task_parameter_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	name TEXT, 
	item TEXT, 
	since INTEGER, 
	until INTEGER, 
	value INTEGER, 
	CONSTRAINT pk_task_parameter_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_task_parameter_history_uid ON task_parameter_history (uid);
CREATE TABLE task_period (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	for_period TEXT, 
	opening TEXT, 
	deadline TEXT, 
	closing TEXT, 
	signatures INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_task_period PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_task_period UNIQUE (unit, for_period)
);
CREATE TABLE task_period_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	for_period TEXT, 
	opening TEXT, 
	deadline TEXT, 
	closing TEXT, 
	signatures INTEGER, 
	CONSTRAINT pk_task_period_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_task_period_history_uid ON task_period_history (uid);
CREATE TABLE task_severity (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	rule TEXT, 
	severity TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_task_severity PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_task_severity UNIQUE (unit, rule)
);
CREATE TABLE task_severity_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	rule TEXT, 
	severity TEXT, 
	CONSTRAINT pk_task_severity_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_task_severity_history_uid ON task_severity_history (uid);
CREATE TABLE task_target (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	for_unit TEXT, 
	annex INTEGER, 
	year INTEGER, 
	value INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_task_target PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_task_target UNIQUE (unit, annex, for_unit, year)
);
CREATE TABLE task_target_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	for_unit TEXT, 
	annex INTEGER, 
	year INTEGER, 
	value INTEGER, 
	CONSTRAINT pk_task_target_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_task_target_history_uid ON task_target_history (uid);
CREATE VIEW task_period_view AS SELECT unit, uid, for_period, opening, deadline, closing, signatures, version FROM task_period;
CREATE VIEW task_due_view AS SELECT unit, uid, name, uscc, for_unit, for_period, version FROM task_due;
CREATE VIEW task_form_view AS SELECT unit, uid, for_period, for_unit, form, version FROM task_form;
CREATE VIEW task_target_view AS SELECT unit, uid, for_unit, annex, year, value, version FROM task_target;
CREATE VIEW task_severity_view AS SELECT unit, uid, rule, severity, version FROM task_severity;
CREATE VIEW task_parameter_view AS SELECT unit, uid, name, item, since, until, value, version FROM task_parameter;
CREATE VIEW task_code_view AS SELECT unit, uid, label, list, code, label_en, above, since, until, aliases, version FROM task_code;
ALTER TABLE period DROP COLUMN opening;
ALTER TABLE period DROP COLUMN deadline;
PRAGMA user_version = 4;

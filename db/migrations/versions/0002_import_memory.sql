CREATE TABLE import_memory (
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  scope TEXT,
  kind TEXT,
  subject TEXT,
  meaning TEXT,
  measure TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_import_memory PRIMARY KEY (unit, uid),
  CONSTRAINT uq_import_memory UNIQUE (unit, scope, kind, subject)
);
CREATE TABLE import_memory_history (
  in_batch INTEGER NOT NULL,
  unit TEXT NOT NULL,
  uid TEXT NOT NULL,
  before_version INTEGER,
  after_version INTEGER,
  scope TEXT,
  kind TEXT,
  subject TEXT,
  meaning TEXT,
  measure TEXT,
  CONSTRAINT pk_import_memory_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_import_memory_history_uid ON import_memory_history (uid);
CREATE VIEW import_memory_view AS SELECT unit, uid, scope, kind, subject, meaning, measure, version FROM import_memory;
PRAGMA user_version = 2;

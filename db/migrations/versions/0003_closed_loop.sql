CREATE TABLE exchange (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	kind TEXT, 
	digest TEXT, 
	about TEXT, 
	for_period TEXT, 
	revision INTEGER, 
	previous TEXT, 
	file TEXT, 
	at TEXT, 
	state TEXT, 
	decision TEXT, 
	signer TEXT, 
	signed_at TEXT, 
	fingerprint TEXT, 
	received_at TEXT, 
	deadline TEXT, 
	text TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_exchange PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_exchange UNIQUE (unit, digest)
);
CREATE INDEX ix_exchange_unit_about ON exchange (unit, about);
CREATE TABLE exchange_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	kind TEXT, 
	digest TEXT, 
	about TEXT, 
	for_period TEXT, 
	revision INTEGER, 
	previous TEXT, 
	file TEXT, 
	at TEXT, 
	state TEXT, 
	decision TEXT, 
	signer TEXT, 
	signed_at TEXT, 
	fingerprint TEXT, 
	received_at TEXT, 
	deadline TEXT, 
	text TEXT, 
	CONSTRAINT pk_exchange_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_exchange_history_uid ON exchange_history (uid);
CREATE TABLE overlap (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	kind TEXT, 
	value TEXT, 
	members TEXT, 
	choice TEXT, 
	chosen TEXT, 
	note TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_overlap PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_overlap UNIQUE (unit, kind, value)
);
CREATE TABLE overlap_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	kind TEXT, 
	value TEXT, 
	members TEXT, 
	choice TEXT, 
	chosen TEXT, 
	note TEXT, 
	CONSTRAINT pk_overlap_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_overlap_history_uid ON overlap_history (uid);
CREATE TABLE remark (
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	slip TEXT, 
	number INTEGER, 
	for_period TEXT, 
	revision INTEGER, 
	form TEXT, 
	record TEXT, 
	field TEXT, 
	subject TEXT, 
	text TEXT, 
	was TEXT, 
	answer TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_remark PRIMARY KEY (unit, uid), 
	CONSTRAINT uq_remark UNIQUE (unit, slip, number)
);
CREATE INDEX ix_remark_unit_for_period ON remark (unit, for_period);
CREATE INDEX ix_remark_unit_record ON remark (unit, record);
CREATE TABLE remark_history (
	in_batch INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	uid TEXT NOT NULL, 
	before_version INTEGER, 
	after_version INTEGER, 
	slip TEXT, 
	number INTEGER, 
	for_period TEXT, 
	revision INTEGER, 
	form TEXT, 
	record TEXT, 
	field TEXT, 
	subject TEXT, 
	text TEXT, 
	was TEXT, 
	answer TEXT, 
	CONSTRAINT pk_remark_history PRIMARY KEY (in_batch, unit, uid)
)
 WITHOUT ROWID;
CREATE INDEX ix_remark_history_uid ON remark_history (uid);
CREATE VIEW exchange_view AS SELECT unit, uid, kind, digest, about, for_period, revision, previous, file, at, state, decision, signer, signed_at, fingerprint, received_at, deadline, text, version FROM exchange;
CREATE VIEW remark_view AS SELECT unit, uid, slip, number, for_period, revision, form, record, field, subject, text, was, answer, version FROM remark;
CREATE VIEW overlap_view AS SELECT unit, uid, kind, value, members, choice, chosen, note, version FROM overlap;
PRAGMA user_version = 3;
